import ipaddr from 'ipaddr.js';
import { childText } from '../config-document';
import { kernelCounters } from '../live/counters';
import { type ActionTable, type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { type Address, type Device, networkDevices, runningDevices } from '../network-devices';
import { deviceFacts, flags, isLinkLocal, routersOn, routingTable, since } from './network-state';

/** interfaces/overview and diagnostics/traffic/interface: devices with their assignment and counters. */
export const interfaceOverviewActions: ActionTable = {
  'interfaces/overview/interfaces_info': (call, machine) => ({ json: searchRows(overview(machine, !isEmpty(call.args[0] ?? '')), call) }),
  'interfaces/overview/get_interface': ({ args: [name = ''] }, machine) => ({ json: { message: described(name, machine) ?? 'failed' } }),
  'interfaces/overview/reload_interface': ({ method, args: [key] }) => ({ json: { message: method === 'POST' && key !== undefined ? 'OK\n\n' : 'failed' } }),
  'interfaces/overview/export': (_call, machine) => ({
    type: 'text/html; charset=UTF-8', text: JSON.stringify(overview(machine, true)), headers: { 'content-disposition': 'attachment; filename=ifconfig.json' },
  }),
  'diagnostics/traffic/interface': (_call, machine) => ({ json: { interfaces: countersByInterface(machine), time: machine.now() / 1000 } }),
};

function countersByInterface(machine: Machine): Row {
  const assigned = networkDevices(machine.document).filter(device => device.assigned !== undefined && isEmpty(childText(device.assigned.node, 'virtual')));
  return Object.fromEntries(assigned.map(device => [device.assigned?.key ?? '', { ...kernelCounters(device, machine), name: device.assigned?.description ?? '' }]));
}

/** One device with every value beside what it is called; undefined when there is no such device. */
function described(name: string, machine: Machine): Row | undefined {
  const found = overview(machine, true).find(row => row['device'] === name);
  if (found === undefined) return undefined;
  const { statistics, config: _config, ...facts } = found;
  const { flags: raw, ...counted } = statistics as Row;
  // Up to 25.1 the kernel's number of the flags takes the place of their names.
  const row: Row = { ...facts, ...counted, ...(since(machine, '25.7') ? {} : { flags: raw }) };
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, { value, translation: labelOf(key, machine) }]));
}

const LABELS: Readonly<Record<string, string>> = {
  is_physical: 'Physical', ipv4: 'IPv4 Addresses', ipv6: 'IPv6 Addresses', macaddr: 'MAC Address', media_raw: 'Media (Raw)', mediaopt: 'Media Options', datalen: 'Data Length',
  'packets for unknown protocol': 'Packets for Unknown Protocol', 'HW offload capabilities': 'Hardware Offload Capabilities', 'uptime at attach or stat reset': 'Uptime at Attach or Statistics Reset',
  vlan: 'VLAN details', vlan_tag: 'VLAN Tag',
};
const UNNAMED = ['mtu', 'macaddr_hw', 'nd6', 'addr4', 'addr6', 'vhid'];

function labelOf(key: string, machine: Machine): string {
  if (UNNAMED.includes(key)) return key;
  if (since(machine, '26.7') && key.startsWith('link_type')) return key === 'link_type' ? 'IPv4 Link Type' : 'IPv6 Link Type';
  return LABELS[key] ?? key.split(/[ _]/).map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

function overview(machine: Machine, detailed: boolean): Row[] {
  const routes = routingTable(machine);
  return runningDevices(machine).filter(device => device.name !== 'pfsync0').map(device => {
    const { ipv4, ipv6, status, ...facts } = deviceFacts(device, machine);
    const destinations = routes.filter(row => row['netif'] === device.name).map(row => row['destination']);
    const row: Row = {
      ...facts,
      status: status === 'no carrier' ? status : device.up || flags(device).includes('up') ? 'up' : 'down',
      ...(detailed ? { statistics: kernelCounters(device, machine) } : {}),
      ...(destinations.length === 0 ? {} : { routes: destinations }),
    };
    if (device.assigned === undefined) return { ...row, ipv4, ipv6, identifier: '', description: 'Unassigned Interface' };
    return { ...row, ...assignment(device, device.assigned, machine) };
  });
}

function assignment(device: Device, { key, description, node }: NonNullable<Device['assigned']>, machine: Machine): Row {
  const short = ({ address, bits }: Address): string => `${address}/${String(bits)}`;
  const linkType = (name: string): string => {
    const value = childText(node, name);
    return value === '' ? 'none' : ipaddr.isValid(value) ? 'static' : value;
  };
  const global = device.ipv6.filter(net => !isLinkLocal(net));
  const routers = (['inet', 'inet6'] as const).flatMap(family => routersOn(device, machine, family).slice(0, 1).map(({ address }) => address));
  return {
    config: { ...Object.fromEntries(node.children.map(child => [child.name, child.text])), identifier: key },
    identifier: key,
    description,
    enabled: !isEmpty(childText(node, 'enable')),
    link_type: linkType('ipaddr'),
    ...(since(machine, '26.7') ? { link_typev6: linkType('ipaddrv6') } : {}),
    addr4: device.ipv4.map(short)[0] ?? '',
    addr6: global.map(short)[0] ?? '',
    ...(device.ipv4.length === 0 ? {} : { ipv4: device.ipv4.map(net => ({ ipaddr: short(net) })) }),
    ...(device.ipv6.length === 0 ? {} : { ipv6: device.ipv6.map(net => ({ ipaddr: short(net) })) }),
    vlan_tag: device.vlan?.tag ?? null,
    gateways: routers,
  };
}
