import { compareReleases } from '../../../ports';
import { randomBytes, wireguardKeyPair } from '../live/key-material';
import { localTime } from '../live/local-time';
import { beforeWireguardLoads, wireguardRecords } from '../live/wireguard';
import { type ActionTable, type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { ItemCalls } from '../model/model-calls';
import { type Group, Models } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';
import { listParameter, type Row, searchRows } from '../model/search';
import { freeAddresses } from './wireguard-addresses';

const PEERS = { model: 'OPNsense.Wireguard.Client', path: 'clients.client', wrapper: 'client' };
const SERVERS = { model: 'OPNsense.Wireguard.Server', path: 'servers.server', wrapper: 'server' };
const PEER_COLUMNS = ['enabled', 'name', 'pubkey', 'tunneladdress', 'serveraddress', 'serverport', 'servers'];
const SERVER_COLUMNS = ['enabled', 'instance', 'peers', 'name', 'networks', 'pubkey', 'port', 'tunneladdress', 'interface'];
const ONLINE_SECONDS = 300;

/** WireGuard: what its lists do beyond keeping items, keys, and what runs. */
export const wireguardActions: ActionTable = {
  'wireguard/client/search_client': (call, machine) => ({ json: searchPeers(new ItemCalls(PEERS, call, machine), call) }),
  'wireguard/client/add_client': (call, machine) => ({ json: setPeer(call, machine, undefined) }),
  'wireguard/client/set_client': (call, machine) => ({ json: setPeer(call, machine, call.args[0]) }),
  'wireguard/client/del_client': (call, machine) => ({ json: removePeer(call, machine, call.args[0] ?? '') }),
  'wireguard/client/psk': (_call, machine) => ({ json: { psk: randomBytes(machine, 32).toString('base64'), status: 'ok' } }),
  'wireguard/client/list_servers': ({ method }, machine) => ({ json: method === 'GET' ? { rows: serverNames(machine), status: 'ok' } : { status: 'failed' } }),
  'wireguard/client/get_client_builder': (call, machine) => ({ json: new ItemCalls({ ...PEERS, wrapper: 'configbuilder' }, call, machine).get(undefined) }),
  'wireguard/client/add_client_builder': (call, machine) => ({ json: buildPeer(call, machine) }),
  'wireguard/client/get_server_info': (call, machine) => ({ json: serverInfo(call, machine) }),
  'wireguard/server/key_pair': (_call, machine) => ({ json: { ...wireguardKeyPair(machine), status: 'ok' } }),
  'wireguard/server/add_server': (call, machine) => ({ json: new ItemCalls(SERVERS, call, machine).add() }),
  'wireguard/server/search_server': (call, machine) => ({ json: searchServers(new ItemCalls(SERVERS, call, machine)) }),
  'wireguard/service/show': (call, machine) => ({ json: show(call, machine) }),
  'wireguard/service/reconfigure': ({ method }, machine) => {
    if (method !== 'POST') return { json: { result: 'failed' } };
    beforeWireguardLoads(machine);
    return { json: { result: 'ok' } };
  },
  'wireguard/service/status': (_call, machine) => ({ json: status(machine) }),
  // Its backend wants the id of an instance, which nobody sends here.
  'wireguard/service/start': sayOk,
  'wireguard/service/stop': sayOk,
  'wireguard/service/restart': sayOk,
};

function sayOk({ method }: ApiCall): { readonly json: unknown } {
  return { json: { response: method === 'POST' ? 'OK' : [] } };
}

function searchPeers(items: ItemCalls, call: ApiCall): unknown {
  const servers = listParameter(call, 'servers');
  return items.search({
    ...(items.models.since('25.1') ? {} : { columns: PEER_COLUMNS }),
    keep: peer => servers === undefined || peer.text('servers').split(',').some(each => servers.includes(each)),
  });
}

function searchServers(items: ItemCalls): unknown {
  if (items.models.since('25.1')) return items.search({});
  return items.search({ columns: SERVER_COLUMNS, computed: server => ({ interface: `wg${server.text('instance')}` }) });
}

/** Sets a peer, or adds one; the instances keep which peers they have, and follow what was sent. */
function setPeer(call: ApiCall, machine: Machine, uuid: string | undefined): unknown {
  const sent = call.method === 'POST' ? call.body['client'] : undefined;
  if (isEmpty(sent)) return new ItemCalls(PEERS, call, machine).set(uuid);
  const wanted = isObject(sent) && !isEmpty(sent['servers']) ? toText(sent['servers']).split(',') : [];
  const id = uuid === undefined || isEmpty(uuid) ? machine.uuid() : uuid;
  const answer = withPeers(machine, (key, peers) => (wanted.includes(key) ? [...new Set([...peers, id])] : peers.filter(each => each !== id)), () => new ItemCalls(PEERS, call, machine).set(id));
  return answer.result === 'saved' && id !== uuid ? { ...answer, uuid: id } : answer;
}

function removePeer(call: ApiCall, machine: Machine, uuid: string): unknown {
  const remove = (): Answer => new ItemCalls(PEERS, call, machine).remove(uuid) as Answer;
  return call.method === 'POST' ? withPeers(machine, (_key, peers) => peers.filter(each => each !== uuid), remove) : remove();
}

function buildPeer(call: ApiCall, machine: Machine): unknown {
  const sent = call.method === 'POST' ? call.body['configbuilder'] : undefined;
  const items = (): ItemCalls => new ItemCalls({ ...PEERS, wrapper: 'configbuilder' }, call, machine);
  if (isEmpty(sent)) return items().set(undefined);
  const server = isObject(sent) ? sent['server'] : undefined;
  if (server === undefined) throw new UnexpectedFault('no instance was named');
  const uuid = machine.uuid();
  return withPeers(machine, (key, peers) => (key === toText(server) ? [...peers, uuid] : peers), () => items().set(uuid));
}

interface Answer {
  readonly result: string;
}

/** Changes the instances' lists of peers, and lets that be saved with what `change` saves, or not at all. */
function withPeers(machine: Machine, peersOf: (uuid: string, peers: readonly string[]) => readonly string[], change: () => unknown): Answer {
  const model = new Models(machine).edit(SERVERS.model);
  for (const [uuid, server] of model.list(SERVERS.path).items) server.field('peers').set(peersOf(uuid, server.field('peers').values).join(','));
  const undo = model.write();
  let answer: Answer | undefined;
  try {
    answer = change() as Answer;
    return answer;
  } finally {
    if (answer?.result !== 'saved' && answer?.result !== 'deleted') undo();
  }
}

function serverNames(machine: Machine): Row[] {
  return servers(machine).map(([uuid, server]) => ({ uuid, name: server.text('name') }));
}

function servers(machine: Machine): [uuid: string, server: Group][] {
  return new Models(machine).saved(SERVERS.model).list(SERVERS.path).items;
}

function serverInfo({ method, args }: ApiCall, machine: Machine): Row {
  const models = new Models(machine);
  const server = method === 'GET' ? models.saved(SERVERS.model).list(SERVERS.path).items.find(([uuid]) => uuid === args[0])?.[1] : undefined;
  if (server === undefined) return { status: 'failed' };
  const peers = models.saved(PEERS.model).list(PEERS.path).items.filter(([uuid]) => server.field('peers').values.includes(uuid));
  const address = freeAddresses(server.field('tunneladdress').values, peers.flatMap(([, peer]) => peer.field('tunneladdress').values));
  return { status: 'ok', ...Object.fromEntries(['endpoint', 'peer_dns', 'mtu', 'pubkey'].map(name => [name, server.text(name)])), address: address.join(',') };
}

function show(call: ApiCall, machine: Machine): unknown {
  const names = new Map<string, string>();
  const instances = new Map<string, string>();
  const peers = new Map(new Models(machine).saved(PEERS.model).list(PEERS.path).items);
  for (const [, server] of servers(machine)) {
    const device = `wg${server.text('instance')}`;
    instances.set(device, server.text('name'));
    names.set(`${device}-${server.text('pubkey')}`, server.text('name'));
    for (const peer of server.field('peers').values) names.set(`${device}-${peers.get(peer)?.text('pubkey') ?? ''}`, peers.get(peer)?.text('name') ?? '');
  }
  const rows = wireguardRecords(machine).map((record): Row => {
    const ifname = instances.get(record.if);
    // An instance that was deleted and still runs is more than the controller can take.
    if (ifname === undefined) throw new UnexpectedFault(`nobody knows ${record.if}`);
    return { ...record, name: names.get(`${record.if}-${record['public-key']}`) ?? '', ...handshake(machine, record), ifname };
  });
  const types = listParameter(call, 'type');
  return searchRows(rows, call, undefined, row => types === undefined || types.includes(toText(row['type'])));
}

function handshake(machine: Machine, record: ReturnType<typeof wireguardRecords>[number]): Row {
  if (compareReleases(machine.release, '25.1') < 0) return {};
  const latest = record.type === 'peer' ? record['latest-handshake'] : 0;
  if (latest === 0) return { 'latest-handshake-age': null, 'latest-handshake-epoch': null, 'peer-status': 'offline' };
  const age = Math.floor(machine.now() / 1000) - latest;
  return { 'latest-handshake-age': age, 'latest-handshake-epoch': localTime(machine, latest * 1000), 'peer-status': age <= ONLINE_SECONDS ? 'online' : 'stale' };
}

// The backend has no command that tells, so that an enabled service is always unknown.
function status(machine: Machine): Row {
  const state = machine.document.text('OPNsense/wireguard/general/enabled') === '1' ? 'unknown' : 'disabled';
  return { status: state, widget: { caption_restart: 'Restart', caption_start: 'Start', caption_stop: 'Stop' } };
}
