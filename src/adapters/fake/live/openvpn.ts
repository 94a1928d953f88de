import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';
import { Random } from '../random';
import { localTime } from './local-time';

/** When each instance was seen first, whether its other side is set up, and until when a client that was thrown out stays away (milliseconds since 1970). */
export interface OpenvpnMemory {
  readonly seen: Map<string, { readonly since: number; readonly atBoot: boolean }>;
  readonly away: Map<string, number>;
}

/** A tunnel as it runs. */
export interface Tunnel {
  /** The uuid of an instance, or the number of an old tunnel. */
  readonly id: string;
  readonly role: 'server' | 'client';
  readonly socket: string;
  readonly node: ConfigNode;
}

/** A client of a server. */
interface Client {
  readonly name: string;
  readonly number: number;
  readonly since: number;
  readonly address: string;
  readonly tunnelAddress: string;
}

const DAY = 86_400_000;
/** How long a client takes to notice that its session is gone. */
const BACK_AFTER = 60_000;

/** The enabled tunnels of a configuration: instances, and those of the old pages. */
export function enabledTunnels(document: ConfigDocument, role: Tunnel['role']): Tunnel[] {
  const old = (document.find('openvpn')?.children ?? []).filter(node => node.name === `openvpn-${role}` && isEmpty(childText(node, 'disable')));
  const instances = (document.find('OPNsense/OpenVPN/Instances')?.children ?? []).filter(node => childText(node, 'role') === role && !isEmpty(childText(node, 'enabled')));
  return [
    ...old.map(node => ({ id: childText(node, 'vpnid'), role, socket: `/var/etc/openvpn/${role}${childText(node, 'vpnid')}.sock`, node })),
    ...instances.map(node => ({ id: node.attributes['uuid'] ?? '', role, socket: `/var/etc/openvpn/instance-${node.attributes['uuid'] ?? ''}.sock`, node })),
  ];
}

/** The tunnels that run: those that were on when OpenVPN loaded them and that nobody stopped. */
export function runningTunnels(machine: Machine, role: Tunnel['role']): Tunnel[] {
  return enabledTunnels(machine.running.applied('openvpn'), role).filter(({ id }) => machine.running.runs(`openvpn/${id}`, true));
}

/** Prepares for OpenVPN to load what is saved: instances that are on will run, also stopped ones; their clients need to be set up first. */
export function beforeOpenvpnLoads(machine: Machine): void {
  memoryOf(machine);
  for (const role of ['server', 'client'] as const) for (const { id } of enabledTunnels(machine.document, role)) machine.running.switch(`openvpn/${id}`, true);
}

/** What the management socket of a tunnel tells. */
export function tunnelStatus(machine: Machine, tunnel: Tunnel): Row {
  return tunnel.role === 'client' ? clientStatus(machine, tunnel) : serverStatus(machine, tunnel);
}

/** Throws out the clients of a server by name or address and port; undefined when there is no such server, else how many there were. */
export function killSession(machine: Machine, server: string, session: string): number | undefined {
  const tunnel = [...runningTunnels(machine, 'server'), ...runningTunnels(machine, 'client')].find(({ id }) => id === server);
  if (tunnel === undefined) return undefined;
  const clients = tunnel.role === 'server' ? clientsOf(machine, tunnel).filter(({ name, address }) => name === session || address === session) : [];
  for (const { name } of clients) memoryOf(machine).away.set(`${tunnel.id} ${name}`, machine.now() + BACK_AFTER);
  return clients.length;
}

function memoryOf(machine: Machine): OpenvpnMemory {
  const { running } = machine;
  const atBoot = running.openvpn === undefined;
  const memory = (running.openvpn ??= { seen: new Map(), away: new Map() });
  for (const role of ['server', 'client'] as const) {
    for (const { id } of runningTunnels(machine, role)) if (!memory.seen.has(id)) memory.seen.set(id, { since: machine.now(), atBoot });
  }
  return memory;
}

function clientStatus(machine: Machine, { id, node, socket }: Tunnel): Row {
  const { seen } = memoryOf(machine);
  const { since = machine.now(), atBoot = false } = seen.get(id) ?? {};
  const random = new Random(`openvpn client ${id}`);
  if (!atBoot) return { status: 'reconnecting', timestamp: seconds(since), virtual_address: '', real_address: '', socket, bytes_received: '0', bytes_sent: '0' };
  const connected = since - Math.floor(DAY / (2 + random.below(20)));
  const age = seconds(machine.now() - connected);
  const remote = (childText(node, 'remote') || childText(node, 'server_addr')).split(',')[0]?.replace(/:\d+$/, '') ?? '';
  return { status: 'connected', timestamp: seconds(connected), virtual_address: `10.8.${String(random.below(200))}.2`, real_address: remote, socket, bytes_received: String(age * 700), bytes_sent: String(age * 300) };
}

function serverStatus(machine: Machine, tunnel: Tunnel): Row {
  const clients = clientsOf(machine, tunnel);
  const list = clients.map(client => sessionOf(machine, tunnel, client));
  const routes = clients.map(({ name, address, tunnelAddress, number }) => {
    const last = machine.now() - 1000 * (number * 7 + (seconds(machine.now()) % 5));
    return { virtual_address: tunnelAddress, common_name: name, real_address: address, last_ref: localTime(machine, last), last_ref__time_t_: String(seconds(last)) };
  });
  return { socket: tunnel.socket, status: 'ok', ...(clients.length === 0 ? {} : { client_list: list, routing_table: routes }) };
}

function sessionOf(machine: Machine, { node }: Tunnel, { name, number, since, address, tunnelAddress }: Client): Row {
  const age = seconds(machine.now() - since);
  return {
    common_name: name, real_address: address, virtual_address: tunnelAddress, virtual_ipv6_address: '',
    bytes_received: String(20_480 + age * 120), bytes_sent: String(40_960 + age * 480),
    connected_since: localTime(machine, since), connected_since__time_t_: String(seconds(since)),
    username: isEmpty(childText(node, 'authmode')) ? 'UNDEF' : name, client_id: String(number), peer_id: String(number), data_channel_cipher: 'AES-256-GCM',
  };
}

/** Who is connected to a server: people that have settings of their own on it, and users that may do nothing else on the firewall. */
function clientsOf(machine: Machine, { id, node }: Tunnel): Client[] {
  const memory = memoryOf(machine);
  const { since = 0, atBoot = false } = memory.seen.get(id) ?? {};
  if (!atBoot) return [];
  const network = (childText(node, 'server') || childText(node, 'tunnel_network')).split('/')[0] ?? '';
  const base = network.replace(/\d+$/, '');
  return clientNames(machine.running.applied('openvpn'), id).flatMap((name, number): Client[] => {
    const random = new Random(`openvpn client ${id} ${name}`);
    const thrownOut = memory.away.get(`${id} ${name}`);
    const connected = thrownOut ?? since - 60_000 * (5 + random.below(600));
    if (connected > machine.now()) return [];
    const again = thrownOut === undefined ? 0 : 1;
    return [{
      name, number: number + again * 10, since: connected,
      address: `198.51.100.${String(20 + random.below(200))}:${String(49_152 + random.below(16_000) + again)}`,
      tunnelAddress: base === '' ? '' : `${base}${String(2 + number)}`,
    }];
  });
}

function clientNames(document: ConfigDocument, server: string): string[] {
  const overwrites = (document.find('OPNsense/OpenVPN/Overwrites')?.children ?? []).filter(node => !isEmpty(childText(node, 'enabled')) && (childText(node, 'servers') === '' || childText(node, 'servers').split(',').includes(server)));
  const users = (document.find('system')?.children ?? []).filter(node => node.name === 'user' && childText(node, 'scope') === 'user' && isEmpty(childText(node, 'disabled')) && childText(node, 'priv') === '');
  return [...new Set([...overwrites.map(node => childText(node, 'common_name')), ...users.map(node => childText(node, 'name'))])];
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
