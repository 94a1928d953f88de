import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';
import { Random } from '../random';

/** A line of `wg show all dump`: an instance, or one of its peers. */
export type WireguardRecord = InstanceRecord | PeerRecord;

interface InstanceRecord {
  readonly if: string;
  readonly type: 'interface';
  readonly 'public-key': string;
  readonly 'listen-port': string;
  readonly fwmark: string;
  readonly endpoint: string;
  readonly status: 'up';
}

interface PeerRecord {
  readonly if: string;
  readonly type: 'peer';
  readonly 'public-key': string;
  readonly endpoint: string;
  readonly 'allowed-ips': string;
  /** Seconds since 1970; 0 when there was none. */
  readonly 'latest-handshake': number;
  readonly 'transfer-rx': number;
  readonly 'transfer-tx': number;
  readonly 'persistent-keepalive': string;
}

/** When a peer was first seen by the running firewall, and whether it was there from the start (milliseconds since 1970). */
export interface PeerMemory {
  readonly seen: number;
  readonly atBoot: boolean;
}

const HANDSHAKE_EVERY = 120;
const HOUR = 3600;

/** What `wg show` knows: instances that were on when WireGuard was last configured, and nobody stopped since. */
export function wireguardRecords(machine: Machine): WireguardRecord[] {
  const known = machine.running.measured.wireguard;
  if (known !== undefined) return [...known];
  meetPeers(machine);
  return running(machine).flatMap(({ node, peers }): WireguardRecord[] => {
    const device = `wg${childText(node, 'instance')}`;
    const port = childText(node, 'port') || '51820';
    return [
      { if: device, type: 'interface', 'public-key': childText(node, 'pubkey'), 'listen-port': port, fwmark: 'off', endpoint: port, status: 'up' },
      ...peers.map(peer => peerRecord(machine, device, peer)),
    ];
  });
}

/** Prepares for WireGuard to load what is saved: what is on will run, also what somebody had stopped; peers that are new have never been heard of. */
export function beforeWireguardLoads(machine: Machine): void {
  meetPeers(machine);
  for (const { node } of instances(machine.document)) machine.running.switch(serviceOf(node), true);
}

interface Instance {
  readonly node: ConfigNode;
  readonly peers: readonly ConfigNode[];
}

function running(machine: Machine): Instance[] {
  return instances(machine.running.applied('wireguard')).filter(({ node }) => machine.running.runs(serviceOf(node), true));
}

function serviceOf(node: ConfigNode): string {
  return `wireguard/${node.attributes['uuid'] ?? ''}`;
}

function instances(document: ConfigDocument): Instance[] {
  if (isEmpty(document.text('OPNsense/wireguard/general/enabled'))) return [];
  const clients = document.find('OPNsense/wireguard/client/clients')?.children ?? [];
  const servers = document.find('OPNsense/wireguard/server/servers')?.children ?? [];
  return servers
    .filter(node => !isEmpty(childText(node, 'enabled')))
    .map(node => {
      const named = childText(node, 'peers').split(',');
      return { node, peers: clients.filter(peer => !isEmpty(childText(peer, 'enabled')) && named.includes(peer.attributes['uuid'] ?? '')) };
    });
}

/** Remembers the peers that run; those of the first look were there since the firewall started. */
function meetPeers(machine: Machine): void {
  const { running: state } = machine;
  const atBoot = state.wireguardPeers === undefined;
  const known = (state.wireguardPeers ??= new Map<string, PeerMemory>());
  for (const { peers } of running(machine)) {
    for (const key of peers.map(peer => childText(peer, 'pubkey'))) if (!known.has(key)) known.set(key, { seen: machine.now(), atBoot });
  }
}

function peerRecord(machine: Machine, device: string, peer: ConfigNode): PeerRecord {
  const key = childText(peer, 'pubkey');
  const { handshake, received, sent } = traffic(machine, peer);
  const address = childText(peer, 'serveraddress');
  const configured = address === '' ? undefined : `${address.includes(':') ? `[${address}]` : address}:${childText(peer, 'serverport') || '51820'}`;
  const random = new Random(`wireguard endpoint ${key}`);
  const learnt = `198.51.100.${String(20 + random.below(200))}:${String(49_152 + random.below(16_000))}`;
  return {
    if: device,
    type: 'peer',
    'public-key': key,
    endpoint: configured ?? (handshake === 0 ? '(none)' : learnt),
    'allowed-ips': childText(peer, 'tunneladdress') || '(none)',
    'latest-handshake': handshake,
    'transfer-rx': received,
    'transfer-tx': sent,
    'persistent-keepalive': childText(peer, 'keepalive') || 'off',
  };
}

/** Peers that keep their tunnel alive shake hands every two minutes; others were last heard of some hours ago; new ones wait for somebody to set them up. */
function traffic(machine: Machine, peer: ConfigNode): { readonly handshake: number; readonly received: number; readonly sent: number } {
  const key = childText(peer, 'pubkey');
  const random = new Random(`wireguard traffic ${key}`);
  const memory = machine.running.wireguardPeers?.get(key);
  const now = Math.floor(machine.now() / 1000);
  const seen = Math.floor((memory?.seen ?? machine.now()) / 1000);
  const dials = childText(peer, 'serveraddress') !== '';
  const phase = random.below(HANDSHAKE_EVERY);
  if (memory?.atBoot !== true && !dials) return { handshake: 0, received: 0, sent: 0 };
  const isAlive = dials || childText(peer, 'keepalive') !== '';
  const last = now - ((now + phase) % HANDSHAKE_EVERY);
  const handshake = isAlive ? (memory?.atBoot === true ? last : Math.max(last, seen)) : seen - (1 + random.below(72)) * HOUR - phase;
  const before = memory?.atBoot === true ? 1_048_576 * (1 + random.below(400)) : 0;
  const since = isAlive ? now - seen : 0;
  return { handshake, received: before + since * 1_024, sent: before * 2 + since * 2_048 };
}
