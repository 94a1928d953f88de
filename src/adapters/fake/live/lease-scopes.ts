import { compareReleases } from '../../../ports';
import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { type AddressRange, isWithin, rangeOf } from '../model/address-range';
import { isEmpty } from '../model/php';
import { type Address, type Device, networkDevices } from '../network-devices';
import { type LeaseServer } from './lease-memory';

/** What a DHCP server hands out on one network. */
export interface LeaseScope {
  readonly pools: readonly AddressRange[];
  /** Seconds; 0 is for ever. */
  readonly lifetime: number;
  /** Addresses that belong to clients; those of ISC DHCP are no leases. */
  readonly reserved: readonly Reservation[];
  readonly subnet?: number;
}

/** An address that belongs to a client, who is known by hardware address or by what it calls itself. */
interface Reservation {
  readonly address: string;
  readonly ids: readonly string[];
}

const ISC_LIFETIME = 7200;
const DNSMASQ_LIFETIME = 86_400;
const KEA_LIFETIME = 4000;

/** What a server hands out by the configuration that it loaded; nothing when it is off. */
export function leaseScopes(machine: Machine, server: LeaseServer): LeaseScope[] {
  if (server === 'isc4') return iscScopes(machine.running.applied('dhcpv4'), 'dhcpd');
  if (server === 'isc6') return iscScopes(machine.running.applied('dhcpv6'), 'dhcpdv6');
  return server === 'dnsmasq' ? dnsmasqScopes(machine.running.applied('dnsmasq')) : keaScopes(machine, server === 'kea4' ? '4' : '6');
}

/** The scopes of ISC DHCP that are switched on, by interface. */
export function iscInterfaces(document: ConfigDocument, section: 'dhcpd' | 'dhcpdv6'): readonly ConfigNode[] {
  return (document.find(section)?.children ?? []).filter(scope => scope.children.some(node => node.name === 'enable'));
}

function iscScopes(document: ConfigDocument, section: 'dhcpd' | 'dhcpdv6'): LeaseScope[] {
  return iscInterfaces(document, section).map(scope => ({
    pools: named(scope, 'range').flatMap(range => rangeOf(`${childText(range, 'from')}-${childText(range, 'to')}`) ?? []),
    lifetime: Number(childText(scope, 'defaultleasetime')) || ISC_LIFETIME,
    reserved: [],
  }));
}

function dnsmasqScopes(document: ConfigDocument): LeaseScope[] {
  const config = document.find('dnsmasq');
  if (config === undefined || isEmpty(childText(config, 'enable'))) return [];
  const served = listOf(childText(config, 'interface'));
  const devices = networkDevices(document);
  const reserved = named(config, 'hosts').flatMap(host => {
    const ids = [...listOf(childText(host, 'hwaddr')), childText(host, 'client_id')].filter(id => id !== '').map(id => id.toLowerCase());
    return ids.length === 0 || childText(host, 'ignore') === '1' ? [] : listOf(childText(host, 'ip')).map(address => ({ address, ids }));
  });
  return named(config, 'dhcp_ranges').filter(range => served.length === 0 || served.includes(childText(range, 'interface'))).map(range => ({
    pools: listOf(childText(range, 'mode')).includes('static') ? [] : dnsmasqPools(range, devices),
    lifetime: childText(range, 'lease_time') === '' ? DNSMASQ_LIFETIME : Number(childText(range, 'lease_time')),
    reserved,
  }));
}

/** The ends of IPv6 addresses get the networks of the range's constructor in front. */
function dnsmasqPools(range: ConfigNode, devices: readonly Device[]): AddressRange[] {
  const [start, end] = [childText(range, 'start_addr'), childText(range, 'end_addr')];
  const from = childText(range, 'constructor') || childText(range, 'interface');
  const networks = start.startsWith('::') ? (devices.find(device => device.assigned?.key === from)?.ipv6 ?? []).filter(({ address }) => !address.startsWith('fe80:')).map(prefixOf) : [''];
  return networks.flatMap(network => rangeOf(`${network}${network === '' ? start : start.slice(2)}-${network}${network === '' ? end : end.slice(2)}`) ?? []);
}

// Networks of interfaces have 64 bits: at most four groups.
function prefixOf({ address }: Address): string {
  const [head = ''] = address.split('::');
  return `${head.split(':').slice(0, 4).join(':')}::`;
}

function keaScopes(machine: Machine, family: '4' | '6'): LeaseScope[] {
  const document = machine.running.applied('kea');
  const config = document.find(`OPNsense/Kea/dhcp${family}`);
  const general = config === undefined ? undefined : named(config, 'general')[0];
  if (config === undefined || general === undefined || isEmpty(childText(general, 'enabled'))) return [];
  const served = listOf(childText(general, 'interfaces'));
  const networks = networkDevices(document).filter(device => served.includes(device.assigned?.key ?? '')).flatMap(device => (family === '4' ? device.ipv4 : device.ipv6));
  const reservations = named(config, 'reservations').flatMap(each => named(each, 'reservation'));
  const subnets = named(config, 'subnets').flatMap(each => named(each, `subnet${family}`));
  return subnets.flatMap((subnet, index): LeaseScope[] => {
    const network = rangeOf(childText(subnet, 'subnet'));
    if (!networks.some(({ address }) => isWithin(rangeOf(address), network))) return [];
    const own = reservations.filter(each => childText(each, 'subnet') === subnet.attributes['uuid']);
    return [{
      pools: childText(subnet, 'pools').split('\n').flatMap(pool => rangeOf(pool) ?? []),
      lifetime: Number(childText(subnet, 'valid_lifetime') || childText(general, 'valid_lifetime')) || KEA_LIFETIME,
      reserved: own.map(each => ({ address: childText(each, 'ip_address'), ids: ['hw_address', 'client_id', 'duid'].map(name => childText(each, name).toLowerCase().replaceAll('-', ':')).filter(id => id !== '') })),
      subnet: compareReleases(machine.release, '26.7') < 0 ? index + 1 : Number(childText(subnet, 'subnet_id')),
    }];
  });
}

function named(node: ConfigNode, name: string): ConfigNode[] {
  return node.children.filter(each => each.name === name);
}

function listOf(text: string): string[] {
  return text.split(',').filter(each => each !== '');
}
