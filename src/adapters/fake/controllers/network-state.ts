import ipaddr from 'ipaddr.js';
import { compareReleases, type Release } from '../../../ports';
import { BYTES_RECEIVED, BYTES_SENT, traffic } from '../live/counters';
import { type Neighbour } from '../live/measured';
import { routeMemory } from '../live/route-memory';
import { defaultGateway, type LiveGateway, liveGateways } from '../gateways';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { matchingBits } from '../pf/addresses';
import { type Row, searchRows } from '../model/search';
import { type Address, type Device, interfaceNames, networkDevices, runningDevices } from '../network-devices';
import { Random } from '../random';
import { hostsOf } from '../sample';

const ROUTER_MAC = '00:1b:17:00:01:01';
const ROUTER_MAKER = 'Palo Alto Networks';
const LONGEST_ARP_AGE = 1200;
// Until then no machine has sent anything that would bring it back into the table.
const QUIET_AFTER_FLUSH_MS = 10_000;

/** diagnostics/interface: devices, addresses, neighbours and routes of the running firewall. */
export const networkStateActions: ActionTable = {
  'diagnostics/interface/get_arp': (call, machine) => ({ json: arpTable(machine, resolves(call)) }),
  'diagnostics/interface/search_arp': (call, machine) => ({ json: searchRows(arpTable(machine, resolves(call)), call) }),
  'diagnostics/interface/get_ndp': (_call, machine) => ({ json: ndpTable(machine) }),
  'diagnostics/interface/search_ndp': (call, machine) => ({ json: searchRows(ndpTable(machine), call) }),
  'diagnostics/interface/get_interface_names': (_call, machine) => ({ json: names(machine) }),
  'diagnostics/interface/get_interface_statistics': (_call, machine) => ({ json: { statistics: statistics(machine) } }),
  'diagnostics/interface/get_interface_config': (_call, machine) => ({ json: Object.fromEntries(runningDevices(machine).map(device => [device.name, deviceFacts(device, machine)])) }),
  'diagnostics/interface/get_routes': (_call, machine) => ({ json: routingTable(machine) }),
};

export function since(machine: Machine, release: Release): boolean {
  return compareReleases(machine.release, release) >= 0;
}

function names(machine: Machine): Readonly<Record<string, string>> {
  return interfaceNames(machine.document, since(machine, '26.1'));
}

function contains(net: Address, address: string): boolean {
  return matchingBits(`${net.address}/${String(net.bits)}`, address) !== undefined;
}

function networkOf(net: Address): string {
  const cidr = `${net.address}/${String(net.bits)}`;
  const network = ipaddr.parse(net.address).kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${network.toString()}/${String(net.bits)}`;
}

export function isLinkLocal({ address }: Address): boolean {
  return address.startsWith('fe80:');
}

function hasNeighbours(device: Device): boolean {
  return device.kind === 'card' || device.kind === 'vlan';
}

/** Routers on a device's networks. */
export function routersOn(device: Device, machine: Machine, family: 'inet' | 'inet6'): LiveGateway[] {
  return liveGateways(machine).filter(gateway => gateway.family === family && gateway.address !== '' && gateway.interface === device.assigned?.key);
}

/** Whether host names are to be looked up; asked for in the query or in the body. */
const resolves = (call: ApiCall): boolean => (call.body['resolve'] ?? call.query['resolve']) === 'yes';

function arpTable(machine: Machine, resolve: boolean): Row[] {
  const known = machine.running.measured.neighbours;
  if (known !== undefined) return known.filter(each => !each.address.includes(':')).map(each => ({ ...neighbour(each, machine), ...arpFacts(each, resolve) }));
  const domain = machine.document.text('system/domain');
  const hosts = hostsOf(machine.document);
  const nameOf = (host: string): string => (resolve && host !== '' ? `${host}.${domain}` : host);
  return networkDevices(machine.document).filter(hasNeighbours).flatMap(device => {
    const row = (mac: string, ip: string, manufacturer: string, hostname: string, expires: number): Row => ({
      mac, ip, intf: device.name, expired: false, expires, permanent: expires < 0, type: device.kind === 'vlan' ? 'vlan' : 'ethernet', manufacturer, hostname, intf_description: device.assigned?.description ?? '',
    });
    const age = new Random(`arp ${device.name}`);
    const { arpFlushed } = machine.running;
    const isQuiet = arpFlushed !== undefined && machine.now() - arpFlushed < QUIET_AFTER_FLUSH_MS;
    return device.ipv4.flatMap(net => [
      row(device.mac, net.address, '', resolve ? nameOf(machine.document.text('system/hostname')) : '', -1),
      ...(isQuiet ? [] : hosts).filter(host => contains(net, host.ipv4)).map(host => row(host.mac, host.ipv4, host.manufacturer, resolve || host.dynamic === true ? nameOf(host.name) : '', 1 + age.below(LONGEST_ARP_AGE))),
      ...routersOn(device, machine, 'inet').filter(({ address }) => contains(net, address)).map(({ address }) => row(ROUTER_MAC, address, ROUTER_MAKER, '', 1 + age.below(LONGEST_ARP_AGE))),
    ]);
  });
}

function neighbour({ mac, address, device, maker = '' }: Neighbour, machine: Machine): Row {
  return { mac, ip: address, intf: device, manufacturer: maker, intf_description: names(machine)[device] ?? '' };
}

function arpFacts({ device, expires = -1, name = '', leasedName = '' }: Neighbour, resolve: boolean): Row {
  return { expired: false, expires, permanent: expires < 0, type: device.startsWith('vlan') ? 'vlan' : 'ethernet', hostname: (resolve ? name : '') || leasedName };
}

function ndpTable(machine: Machine): Row[] {
  const known = machine.running.measured.neighbours;
  if (known !== undefined) return known.filter(each => each.address.includes(':')).map(each => neighbour(each, machine));
  const hosts = hostsOf(machine.document);
  return networkDevices(machine.document).filter(hasNeighbours).flatMap(device => {
    const row = (mac: string, ip: string, manufacturer: string): Row => ({ mac, ip, intf: device.name, manufacturer, intf_description: device.assigned?.description ?? '' });
    return device.ipv6.filter(net => !isLinkLocal(net)).flatMap(net => [
      row(device.mac, net.address, ''),
      ...hosts.flatMap(host => (host.ipv6 !== undefined && contains(net, host.ipv6) ? [row(host.mac, host.ipv6, host.manufacturer)] : [])),
      ...routersOn(device, machine, 'inet6').map(({ address }) => row(ROUTER_MAC, address, ROUTER_MAKER)),
    ]);
  });
}

export function flags(device: Device): string[] {
  if (device.kind === 'internal') return device.name === 'enc0' ? [''] : device.name === 'pflog0' ? ['promisc', 'lower_up'] : ['lower_up'];
  if (device.kind === 'loopback') return ['up', 'loopback', 'running', 'multicast', 'lower_up'];
  if (device.kind === 'tunnel') return ['up', 'running', 'noarp', 'multicast', 'lower_up'];
  if (!device.up) return ['broadcast', 'simplex', 'multicast', 'lower_up'];
  return ['up', 'broadcast', 'running', ...(device.isTrunk ? ['promisc'] : []), 'simplex', 'multicast', 'lower_up'];
}

const OPTIONS: Readonly<Record<Device['kind'], readonly string[]>> = {
  card: ['vlan_mtu', 'jumbo_mtu', 'vlan_hwcsum', 'linkstate'],
  loopback: ['rxcsum', 'txcsum', 'linkstate', 'rxcsum_ipv6', 'txcsum_ipv6'],
  internal: ['options='],
  vlan: ['linkstate'],
  tunnel: ['linkstate'],
};

function groupsOf(device: Device): string[] {
  if (device.kind === 'loopback') return ['lo'];
  if (device.kind === 'vlan') return ['vlan'];
  if (device.kind === 'card') return [...(device.groups ?? [])];
  const group = device.name.replace(/\d+$/, '');
  return group === 'wg' ? ['wg', 'wireguard'] : [group];
}

function neighbourDiscovery(device: Device): Row | undefined {
  if (device.name.startsWith('pf')) return undefined;
  if (device.kind === 'tunnel') return { flags: ['performnud', 'ifdisabled', 'no_dad'] };
  if (!device.up) return { flags: ['performnud', 'ifdisabled', 'auto_linklocal'] };
  return { flags: device.assigned?.key === 'wan' ? ['performnud', 'accept_rtadv', 'auto_linklocal'] : ['performnud', 'auto_linklocal'] };
}

export function deviceFacts(device: Device, machine: Machine): Row {
  const hasMac = device.kind === 'card' || device.kind === 'vlan';
  const groups = groupsOf(device);
  const nd6 = since(machine, '25.1') ? neighbourDiscovery(device) : undefined;
  const lifetimes = since(machine, '25.7') ? { pltime: '0', vltime: '0' } : {};
  return {
    flags: flags(device),
    capabilities: [],
    options: OPTIONS[device.kind],
    macaddr: device.mac,
    ipv4: device.ipv4.map(({ address, bits }) => ({ ipaddr: address, subnetbits: bits, tunnel: false })),
    ipv6: device.ipv6.map(net => ({
      autoconf: false, deprecated: false, detached: false, ipaddr: net.address, 'link-local': isLinkLocal(net), tentative: false, tunnel: false, ...lifetimes, subnetbits: net.bits,
    })),
    supported_media: [],
    is_physical: device.kind === 'card',
    device: device.name,
    mtu: String(device.mtu),
    ...(hasMac ? { macaddr_hw: device.mac } : {}),
    ...(groups.length === 0 ? {} : { groups }),
    ...(device.vlan === undefined ? {} : { vlan: { tag: device.vlan.tag, proto: '802.1q', pcp: '0', parent: device.vlan.parent } }),
    ...(hasMac ? { media: '10Gbase-T <full-duplex>', media_raw: 'Ethernet autoselect (10Gbase-T <full-duplex>)', status: device.up ? 'active' : 'no carrier' } : {}),
    ...(nd6 === undefined ? {} : { nd6 }),
  };
}

function statistics(machine: Machine): Readonly<Record<string, Row>> {
  const entries = runningDevices(machine).flatMap((device, index) => {
    if (device.kind === 'internal') return [];
    const flag = device.kind === 'loopback' ? '0x8049' : device.kind === 'tunnel' ? '0x80c1' : device.up ? '0x8843' : '0x8802';
    const total = traffic(device, machine);
    const own = machine.running.measured.traffic?.[device.name]?.addresses;
    const isCounted = ({ address }: Address): boolean => own === undefined || address in own;
    const label = device.assigned === undefined ? `[${device.name}]` : `[${device.assigned.description}] (${device.name})`;
    const entry = (network: string, address: string, share: number, link: boolean): readonly [string, Row] => {
      const { received, sent } = own?.[address] ?? { received: Math.floor(total.received * share), sent: Math.floor(total.sent * share) };
      return [`${label} / ${address}`, {
        name: device.name, flags: flag, ...(link ? { mtu: device.mtu } : {}), network, address, 'received-packets': received, 'received-errors': 0, 'dropped-packets': 0,
        'received-bytes': received * BYTES_RECEIVED, 'sent-packets': sent, 'send-errors': 0, 'sent-bytes': sent * BYTES_SENT, collisions: 0,
      }];
    };
    const linkName = device.kind === 'card' || device.kind === 'vlan' ? device.mac : device.name;
    return [
      entry(`<Link#${String(index + 1)}>`, linkName, 1, true),
      ...device.ipv4.filter(isCounted).map(net => entry(networkOf(net), net.address, 0.9, false)),
      ...device.ipv6.filter(net => !isLinkLocal(net) && isCounted(net)).map(net => entry(networkOf(net), net.address, 0.05, false)),
    ];
  });
  return Object.fromEntries(entries);
}

export function routingTable(machine: Machine): Row[] {
  const devices = networkDevices(machine.document);
  const described = names(machine);
  const loopback = devices.findIndex(device => device.kind === 'loopback');
  const gateways = liveGateways(machine);
  const route = (proto: 'ipv4' | 'ipv6') => (destination: string, gateway: string, flag: string, device: Device): Row => ({
    proto, destination, gateway, flags: flag, 'nhop#': '', mtu: String(device.mtu), netif: device.name, expire: '', intf_description: described[device.name] ?? '',
  });
  const table: Row[] = (['ipv4', 'ipv6'] as const).flatMap(proto => {
    const make = route(proto);
    const family = proto === 'ipv4' ? 'inet' : 'inet6';
    const lo = devices[loopback];
    const viaLoopback = (address: string, flag: string): Row[] => (lo === undefined ? [] : [make(address, `link#${String(loopback + 1)}`, flag, lo)]);
    const through = (gateway: LiveGateway | undefined, destination: string): Row[] => {
      const device = devices.find(each => each.assigned?.key === gateway?.interface);
      return gateway === undefined || device === undefined || gateway.address === '' ? [] : [make(destination, gateway.address, 'UGS', device)];
    };
    const connected = devices.flatMap((device, index) =>
      (proto === 'ipv4' ? device.ipv4 : device.ipv6).flatMap(net => {
        if (device.kind === 'loopback') return isLinkLocal(net) ? [] : viaLoopback(net.address, proto === 'ipv4' ? 'UH' : 'UHS');
        const destination = isLinkLocal(net) ? `fe80::%${device.name}/64` : networkOf(net);
        return [make(destination, `link#${String(index + 1)}`, 'U', device), ...(isLinkLocal(net) ? [] : viaLoopback(net.address, 'UHS'))];
      }),
    );
    const configured = [...routeMemory(machine).kernel].filter(([network]) => network.includes(':') === (family === 'inet6')).flatMap(([network, name]) => through(gateways.find(each => each.name === name), network));
    return [...through(defaultGateway(gateways, family), 'default'), ...connected, ...configured].map((row, index) => ({ ...row, 'nhop#': String(index + 1) }));
  });
  const kept = (measuredRoutes(machine) ?? table).filter(row => !machine.running.deletedRoutes.has(`${String(row['destination'])},${String(row['gateway'])}`));
  return since(machine, '25.1') ? kept.map(row => ({ ...row, id: `${String(row['destination'])},${String(row['gateway'])}` })) : kept;
}

function measuredRoutes(machine: Machine): Row[] | undefined {
  const described = names(machine);
  return machine.running.measured.routes?.map(({ destination, gateway, flags: flag, hop, mtu, device }) => ({
    proto: /:/.test(destination + gateway) ? 'ipv6' : 'ipv4', destination, gateway, flags: flag, 'nhop#': hop, mtu, netif: device, expire: '', intf_description: described[device] ?? '',
  }));
}
