import { childText, ConfigDocument, type ConfigNode } from '../config-document';
import { pfMemory } from '../live/pf-memory';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { isEmpty, isObject, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { networkDevices } from '../network-devices';
import { Random } from '../random';
import { routingTable } from './network-state';
import { MBUF } from './system-state';

/** diagnostics/interface: what is flushed or removed there, shared addresses, and the counters of the network stack. */
export const interfaceDiagnosticsActions: ActionTable = {
  'diagnostics/interface/flush_arp': (call, machine) => {
    if (call.method !== 'POST') return { json: { message: 'error' } };
    machine.running.arpFlushed = machine.now();
    return { type: 'text/html; charset=UTF-8', text: '\n\n' };
  },
  'diagnostics/interface/del_route': (call, machine) => ({ json: { message: deleteRoute(call, machine) } }),
  'diagnostics/interface/get_vip_status': (call, machine) => ({ json: { ...searchRows(sharedAddresses(machine), call, undefined, inMode(call)), carp: carp(machine) } }),
  'diagnostics/interface/carp_status': (call, machine) => ({ json: call.method === 'POST' ? setCarp(call, machine) : { message: 'error' } }),
  'diagnostics/interface/get_pfsync_nodes': (call, machine) => ({ json: searchRows(pfsyncNodes(machine), call) }),
  'diagnostics/interface/get_memory_statistics': () => ({ json: MBUF }),
  'diagnostics/interface/get_protocol_statistics': () => ({ json: { statistics: PROTOCOLS } }),
  'diagnostics/interface/get_netisr_statistics': () => ({ json: { netisr: { settings: [{ setting: 'Thread count', current: 2, limit: 2 }], protocol: [{ protocol: 1, name: 'ip', 'queue-limit': 1000 }] } } }),
  'diagnostics/interface/get_bpf_statistics': (_call, machine) => ({ json: { 'bpf-statistics': { 'bpf-entry': listeners(machine) } } }),
  'diagnostics/interface/get_socket_statistics': () => ({ json: { statistics: sockets() } }),
};

function deleteRoute({ method, body }: ApiCall, machine: Machine): string {
  const { destination, gateway } = body;
  if (method !== 'POST' || destination === undefined || gateway === undefined) return 'error';
  const found = routingTable(machine).some(route => route['destination'] === destination && route['gateway'] === gateway);
  if (found) machine.running.deletedRoutes.add(`${toText(destination)},${toText(gateway)}`);
  return found ? 'found' : 'not_found';
}

function vips(machine: Machine): ConfigNode[] {
  return (machine.document.find('virtualip')?.children ?? []).filter(node => node.name === 'vip' && !isEmpty(childText(node, 'vhid')));
}

function isInMaintenance({ document }: Machine): boolean {
  return document.find('virtualip_carp_maintenancemode') !== undefined;
}

function sharedAddresses(machine: Machine): Row[] {
  const status = !machine.running.carpAllowed ? 'DISABLED' : isInMaintenance(machine) ? 'BACKUP' : 'MASTER';
  return vips(machine).map(node => {
    const [vhid, advbase, advskew, mode] = ['vhid', 'advbase', 'advskew', 'mode'].map(name => childText(node, name));
    const key = childText(node, 'interface');
    return {
      interface: machine.document.text(`interfaces/${key}/descr`) || key.toUpperCase(),
      vhid, advbase, advskew, subnet: childText(node, 'subnet'), status, mode, status_txt: status,
      vhid_txt: mode === 'carp' ? `${vhid ?? ''} (freq. ${advbase ?? ''}/${advskew ?? ''})` : vhid,
    };
  });
}

function inMode({ body }: ApiCall): ((row: Row) => boolean) | undefined {
  const { mode } = body;
  if (isEmpty(mode) || !isObject(mode)) return undefined;
  return row => Object.values(mode).includes(row['mode']);
}

function carp(machine: Machine): Row {
  const inMaintenance = isInMaintenance(machine);
  const none = vips(machine).every(node => childText(node, 'mode') !== 'carp');
  return { demotion: inMaintenance ? '240' : '0', allow: machine.running.carpAllowed ? '1' : '0', maintenancemode: inMaintenance, status_msg: none ? 'There is no CARP interface.' : '' };
}

function setCarp(call: ApiCall, machine: Machine): Row {
  const action = (call.args[0] ?? '').toLowerCase();
  if (action === 'maintenance') return toggleMaintenance(call, machine);
  if (action !== 'enable' && action !== 'disable') return { status: 'failed' };
  machine.running.carpAllowed = action === 'enable';
  return { status: 'ok', action };
}

function toggleMaintenance(call: ApiCall, machine: Machine): Row {
  const { root } = machine.document;
  const enters = !isInMaintenance(machine);
  if (enters) machine.document.ensure('virtualip_carp_maintenancemode').text = '1';
  else machine.replace(new ConfigDocument({ ...root, children: root.children.filter(node => node.name !== 'virtualip_carp_maintenancemode') }));
  machine.save(call);
  return { status: 'ok', action: enters ? 'enter_maintenance' : 'leave_maintenance' };
}

function pfsyncNodes(machine: Machine): Row[] {
  const creators = new Set(pfMemory(machine).states.map(({ creator }) => creator));
  return [...creators].map((creatorid, index) => ({ creatorid, this: index === 0 ? 1 : 0 }));
}

const PROTOCOLS: Row = {
  ip: { 'received-packets': 2_104_221, 'dropped-bad-checksum': 0, 'received-local-packets': 412_211, 'forwarded-packets': 1_690_004, 'sent-packets': 377_004 },
  tcp: { 'sent-packets': 120_221, 'sent-retransmitted-packets': 312, 'received-packets': 141_002, 'connection-requests': 2201, 'connections-established': 4012, 'connections-dropped-by-rexmit-timeout': 3 },
  udp: { 'received-datagrams': 260_112, 'dropped-no-socket': 41, 'output-packets': 201_221 },
  icmp: { 'icmp-calls': 120, 'input-histogram': [{ name: 'echo', count: 88_121 }] },
};

function listeners(machine: Machine): Row[] {
  return networkDevices(machine.document).filter(({ kind, up }) => kind === 'card' && up).map(({ name }) => {
    const packets = new Random(`bpf ${name}`).below(90_000);
    return { pid: 8044, 'interface-name': name, promiscuous: '-', 'received-packets': packets, 'dropped-packets': 0, 'filter-packets': Math.floor(packets / 9), process: 'dhclient' };
  });
}

const LISTENERS = [['tcp4', '*', '443', 'root', 'lighttpd', '7021'], ['tcp4', '*', '22', 'root', 'sshd', '4711'], ['udp4', '*', '53', 'unbound', 'unbound', '61022'], ['udp4', '*', '123', 'root', 'ntpd', '9120']] as const;

function sockets(): Row {
  const entries = LISTENERS.map(([proto, address, port, user, command, pid]) => {
    const socket = { protocol: proto, 'receive-bytes-waiting': 0, 'send-bytes-waiting': 0, local: { address, port }, remote: { address: '*', port: '*' }, user, command, pid };
    return [`${proto}/[${address}:${port}-*:*]`, socket] as const;
  });
  return { 'Active Internet connections': Object.fromEntries(entries), 'Active UNIX domain sockets': [] };
}
