import { type Release } from '../../../../ports';
import { type Models } from '../model';

type Application = readonly [log: string, facilities: string, needs?: { readonly package?: string; readonly since?: Release; readonly until?: Release }];

/** The logs of the core and of plugins, and the programs that write to each. */
const APPLICATIONS: readonly Application[] = [
  ['acmeclient', 'acme.sh acmeclient', { package: 'os-acme-client' }],
  ['audit', 'audit'],
  ['bind', 'named', { package: 'os-bind' }],
  ['caddy', 'caddy', { package: 'os-caddy' }],
  ['cicap', 'c-icap', { package: 'os-c-icap', since: '25.1' }],
  ['configd', 'configd.py'],
  ['ddclient', 'ddclient', { package: 'os-ddclient' }],
  ['dhcpd', 'dhcpd', { until: '25.7' }],
  ['dhcpd', 'dhcpd', { package: 'os-isc-dhcp', since: '26.1' }],
  ['dhcrelay', 'dhcrelay'],
  ['dnsmasq', 'dnsmasq'],
  ['filter', 'filterlog'],
  ['firewall', 'firewall'],
  ['freeradius', 'radiusd', { package: 'os-freeradius' }],
  ['gateways', 'dpinger'],
  ['haproxy', 'haproxy', { package: 'os-haproxy' }],
  ['hostwatch', 'hostwatch', { since: '25.7' }],
  ['ipsec', 'charon'],
  ['kea', 'kea-ctrl-agent kea-dhcp4 kea-dhcp6'],
  ['kea', 'kea-dhcp-ddns', { since: '26.1' }],
  ['kernel', 'kernel', { since: '25.7' }],
  ['lighttpd', 'lighttpd'],
  ['miniupnpd', 'miniupnpd', { package: 'os-upnp', since: '26.1' }],
  ['monit', 'monit'],
  ['nginx', 'nginx', { package: 'os-nginx' }],
  ['ntpd', 'ntp ntpd ntpdate'],
  ['openvpn', 'openvpn'],
  ['pkg', 'pkg pkg-static'],
  ['portalauth', 'captiveportal'],
  ['postfix', 'postfix', { package: 'os-postfix' }],
  ['ppps', 'ppp'],
  ['radsecproxy', 'radsecproxy', { package: 'os-radsecproxy' }],
  ['relayd', 'relayd', { package: 'os-relayd' }],
  ['resolver', 'unbound'],
  ['routing', 'bgpd olsrd ospfd routed zebra'],
  ['routing', 'miniupnpd', { until: '25.7' }],
  ['squid', 'squid', { package: 'os-squid' }],
  ['stunnel', 'identd_stunnel stunnel', { package: 'os-stunnel' }],
  ['suricata', 'suricata'],
  ['tinc', 'tincd', { package: 'os-tinc' }],
  ['wireguard', 'wireguard'],
  ['wireless', 'hostapd'],
];

/** The programs whose messages can be sent elsewhere. */
export function syslogApplications(models: Models): [string, string][] {
  const has = (name: string | undefined): boolean => name === undefined || models.machine.hasPackage(name);
  const known = APPLICATIONS.filter(([, , needs = {}]) => has(needs.package) && models.since(needs.since ?? '24.7') && (needs.until === undefined || models.release === needs.until || !models.since(needs.until)));
  return known.flatMap(([log, facilities]) => facilities.split(' ').map((facility): [string, string] => [facility, `${log} (${facility})`]));
}
