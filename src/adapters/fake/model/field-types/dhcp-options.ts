import options from '../../data/dhcp-options.json';
import { type Models } from '../model';
import { type Choice } from './field-type';

/** Address families as the backend commands name them. */
type Family = 'dhcp' | 'dhcp6';

type NamedOptions = Readonly<Record<string, string>>;

/** The options that Dnsmasq has names of its own for, besides those that it sets itself. */
const DNSMASQ_NAMES: Readonly<Record<Family, NamedOptions>> = {
  dhcp: {
    1: 'netmask', 2: 'time-offset', 3: 'router', 6: 'dns-server', 7: 'log-server', 9: 'lpr-server', 13: 'boot-file-size', 15: 'domain-name', 16: 'swap-server', 17: 'root-path',
    18: 'extension-path', 19: 'ip-forward-enable', 20: 'non-local-source-routing', 21: 'policy-filter', 22: 'max-datagram-reassembly', 23: 'default-ttl', 26: 'mtu', 27: 'all-subnets-local',
    31: 'router-discovery', 32: 'router-solicitation', 33: 'static-route', 34: 'trailer-encapsulation', 35: 'arp-timeout', 36: 'ethernet-encap', 37: 'tcp-ttl', 38: 'tcp-keepalive',
    40: 'nis-domain', 41: 'nis-server', 42: 'ntp-server', 44: 'netbios-ns', 45: 'netbios-dd', 46: 'netbios-nodetype', 47: 'netbios-scope', 48: 'x-windows-fs', 49: 'x-windows-dm', 58: 'T1',
    59: 'T2', 60: 'vendor-class', 64: 'nis+-domain', 65: 'nis+-server', 66: 'tftp-server', 67: 'bootfile-name', 68: 'mobile-ip-home', 69: 'smtp-server', 70: 'pop3-server', 71: 'nntp-server',
    74: 'irc-server', 77: 'user-class', 80: 'rapid-commit', 93: 'client-arch', 94: 'client-interface-id', 97: 'client-machine-id', 100: 'posix-timezone', 101: 'tzdb-timezone', 108: 'ipv6-only',
    119: 'domain-search', 120: 'sip-server', 121: 'classless-static-route', 125: 'vendor-id-encap', 150: 'tftp-server-address', 255: 'server-ip-address',
  },
  dhcp6: {
    6: 'oro', 7: 'preference', 12: 'unicast', 13: 'status', 14: 'rapid-commit', 15: 'user-class', 16: 'vendor-class', 17: 'vendor-opts', 21: 'sip-server-domain', 22: 'sip-server', 23: 'dns-server',
    24: 'domain-search', 27: 'nis-server', 28: 'nis+-server', 29: 'nis-domain', 30: 'nis+-domain', 31: 'sntp-server', 32: 'information-refresh-time', 41: 'posix-timezone', 42: 'tzdb-timezone',
    56: 'ntp-server', 59: 'bootfile-url', 60: 'bootfile-param',
  },
};

/** DHCP options by code as Dnsmasq's pages offer them: flat in 25.1, in groups later. */
export function dnsmasqOptions(family: Family, models: Models): [string, Choice][] {
  const own = DNSMASQ_NAMES[family];
  const common = Object.entries(own).map(([code, name]): [string, Choice] => [code, grouped('Common', code, name)]);
  if (models.since('25.7')) return [...common, ...registered(family).filter(([code]) => own[code] === undefined)];
  const names: NamedOptions = { ...Object.fromEntries(assigned(family)), ...(family === 'dhcp' ? options.firstNames : {}), ...own };
  return Object.entries(names).map(([code, name]) => [code, label(code, name)]);
}

/** DHCP options by code as Kea's pages offer them. */
export function keaOptions(family: Family): [string, Choice][] {
  return registered(family);
}

function registered(family: Family): [string, Choice][] {
  return Object.entries<string>(options[family]).map(([code, name]) => [code, grouped(isUnassigned(name) ? 'Unassigned' : 'Assigned', code, name)]);
}

function assigned(family: Family): [string, string][] {
  return Object.entries<string>(options[family]).filter(([, name]) => !isUnassigned(name));
}

function isUnassigned(name: string): boolean {
  return name.endsWith('unassigned');
}

function grouped(optgroup: string, code: string, name: string): Choice {
  return { value: label(code, name), optgroup };
}

function label(code: string, name: string): string {
  return `${name} [${code}]`;
}
