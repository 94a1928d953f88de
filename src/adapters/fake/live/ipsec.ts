import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { networkDevices } from '../network-devices';
import { Random } from '../random';

/** Connections whose other side is set up, and since when (milliseconds since 1970) those that are established are. */
export interface IpsecMemory {
  readonly reachable: Set<string>;
  readonly up: Map<string, number>;
}

/** An enabled connection that the IKE daemon loaded. */
export interface Connection {
  readonly uuid: string;
  readonly version: string;
  /** With commas; `%any` when nothing is configured. */
  readonly local: string;
  readonly remote: string;
  readonly localId: string;
  readonly remoteId: string;
  readonly localClass: string;
  readonly remoteClass: string;
  readonly children: readonly ConfigNode[];
}

/** A pair of tunnels (one each way) that an established connection has for one child. */
export interface ChildTunnel {
  readonly connection: Connection;
  readonly child: ConfigNode;
  readonly number: number;
  readonly reqid: string;
  /** Addresses of both ends. */
  readonly local: string;
  readonly remote: string;
  readonly spiIn: string;
  readonly spiOut: string;
  /** Seconds since these keys were installed, and until new ones are. */
  readonly age: number;
  readonly rekeyIn: number;
  readonly lifeLeft: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
}

const VERSIONS: Readonly<Record<string, string>> = { '0': 'IKEv1/2', '1': 'IKEv1', '2': 'IKEv2' };
const REKEY_SECONDS = 3600;
const MODEL = 'OPNsense/Swanctl';

/** True when IPsec was switched on as a whole, or by a connection. */
export function isIpsecConfigured(document: ConfigDocument): boolean {
  return !isEmpty(document.text('ipsec/enable')) || items(document, 'Connections').some(isOn);
}

/** True when the IKE daemon runs. */
export function ipsecRuns(machine: Machine): boolean {
  return isIpsecConfigured(machine.running.applied('ipsec')) && machine.running.runs('strongswan', true);
}

/** The connections that the daemon loaded; none when it does not run. */
export function ipsecConnections(machine: Machine): Connection[] {
  const document = machine.running.applied('ipsec');
  return ipsecRuns(machine) ? items(document, 'Connections').filter(isOn).map(node => connectionOf(document, node)) : [];
}

/** When each established connection was set up; at the first look, those that start by themselves are. */
export function establishedConnections(machine: Machine): ReadonlyMap<string, number> {
  return memoryOf(machine).up;
}

/** Stops the daemon, or starts it with what is saved; connections that start by themselves come up when the other side is set up, too. */
export function switchIpsec(machine: Machine, on: boolean, route: string): void {
  const memory = memoryOf(machine);
  machine.running.switch('strongswan', on);
  if (on) machine.load(['ipsec'], route);
  const loaded = new Map(ipsecConnections(machine).map(each => [each.uuid, each]));
  for (const uuid of [...memory.up.keys()]) if (!loaded.has(uuid)) memory.up.delete(uuid);
  for (const [uuid, connection] of loaded) if (!memory.up.has(uuid) && memory.reachable.has(uuid) && startsByItself(connection)) memory.up.set(uuid, machine.now());
}

/** Brings a connection up; nothing comes of it when nobody answers there. */
export function connectIpsec(machine: Machine, uuid: string): void {
  const { reachable, up } = memoryOf(machine);
  if (reachable.has(uuid) && !up.has(uuid) && ipsecConnections(machine).some(each => each.uuid === uuid)) up.set(uuid, machine.now());
}

/** Ends a connection until somebody brings it up again. */
export function disconnectIpsec(machine: Machine, uuid: string): void {
  memoryOf(machine).up.delete(uuid);
}

/** The tunnels of all established connections, in the order of the connections. */
export function childTunnels(machine: Machine): ChildTunnel[] {
  const up = establishedConnections(machine);
  const pairs = ipsecConnections(machine).flatMap(connection => connection.children.map(child => ({ connection, child, since: up.get(connection.uuid) })));
  return pairs.flatMap(({ connection, child, since }, index) => (since === undefined ? [] : [tunnelOf(machine, connection, child, since, index + 1)]));
}

/** The items of one list of the connections' model. */
export function items(document: ConfigDocument, list: string): readonly ConfigNode[] {
  return document.find(`${MODEL}/${list}`)?.children ?? [];
}

/** True for an item that is enabled. */
export function isOn(node: ConfigNode): boolean {
  return !isEmpty(childText(node, 'enabled'));
}

function memoryOf(machine: Machine): IpsecMemory {
  const { running } = machine;
  if (running.ipsec === undefined) {
    const known = ipsecConnections(machine).filter(({ remote }) => remote !== '%any');
    const ages = known.filter(startsByItself).map(({ uuid }): [string, number] => [uuid, machine.now() - 60_000 * (10 + new Random(`ipsec ${uuid}`).below(40))]);
    running.ipsec = { reachable: new Set(known.map(each => each.uuid)), up: new Map(ages) };
  }
  return running.ipsec;
}

function startsByItself({ children }: Connection): boolean {
  return children.some(child => (childText(child, 'start_action') || 'start').includes('start'));
}

function connectionOf(document: ConfigDocument, node: ConfigNode): Connection {
  const uuid = node.attributes['uuid'] ?? '';
  const own = (list: string): ConfigNode[] => items(document, list).filter(each => isOn(each) && childText(each, 'connection') === uuid);
  const ids = (nodes: readonly ConfigNode[]): string => nodes.map(each => childText(each, 'id')).findLast(id => id !== '') ?? '';
  const classes = (nodes: readonly ConfigNode[]): string => nodes.map(each => classOf(childText(each, 'auth'))).join('+');
  const [locals, remotes] = [own('locals'), own('remotes')];
  return {
    uuid,
    version: VERSIONS[childText(node, 'version') || '0'] ?? 'IKEv1/2',
    local: childText(node, 'local_addrs') || '%any',
    remote: childText(node, 'remote_addrs') || '%any',
    localId: ids(locals), remoteId: ids(remotes), localClass: classes(locals), remoteClass: classes(remotes),
    children: own('children'),
  };
}

function classOf(auth: string): string {
  if (auth === '' || auth === 'psk') return 'pre-shared key';
  return auth.startsWith('eap') ? 'EAP' : auth.startsWith('xauth') ? 'XAuth' : 'public key';
}

function tunnelOf(machine: Machine, connection: Connection, child: ConfigNode, since: number, number: number): ChildTunnel {
  const rekey = Number(childText(child, 'rekey_time')) || REKEY_SECONDS;
  const elapsed = Math.floor((machine.now() - since) / 1000);
  const age = elapsed % rekey;
  const random = new Random(`ipsec tunnel ${child.attributes['uuid'] ?? ''} ${String(since)} ${String(Math.floor(elapsed / rekey))}`);
  const [spiIn, spiOut] = [`c${random.hex(7)}`, `c${random.hex(7)}`];
  return {
    connection, child, number,
    reqid: childText(child, 'reqid') || String(number),
    local: connection.local === '%any' ? ownAddress(machine) : firstOf(connection.local),
    remote: firstOf(connection.remote),
    spiIn, spiOut, age,
    rekeyIn: rekey - age,
    lifeLeft: Math.floor(rekey * 1.1) - age,
    packetsIn: age * 4, packetsOut: age * 3,
  };
}

function firstOf(list: string): string {
  return list.split(',')[0] ?? '';
}

function ownAddress(machine: Machine): string {
  return networkDevices(machine.document).find(device => device.assigned?.key === 'wan')?.ipv4[0]?.address ?? '';
}
