import { compareReleases } from '../../../ports';
import { openvpnStaticKey, pemKey } from '../live/key-material';
import { localTime } from '../live/local-time';
import { beforeOpenvpnLoads, enabledTunnels, killSession, runningTunnels, type Tunnel, tunnelStatus } from '../live/openvpn';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { type ItemFamily, ItemCalls } from '../model/model-calls';
import { Models } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';
import { parameters, type Row, searchRows } from '../model/search';

const INSTANCES: ItemFamily = { model: 'OPNsense.OpenVPN.OpenVPN', path: 'Instances.Instance', wrapper: 'instance' };
const OVERWRITES: ItemFamily = { model: 'OPNsense.OpenVPN.OpenVPN', path: 'Overwrites.Overwrite', wrapper: 'cso' };

/** OpenVPN: what its lists do beyond keeping items, keys, sessions and routes. */
export const openvpnActions: ActionTable = {
  'openvpn/instances/search': (call, machine) => search(INSTANCES, ['description', 'role', 'dev_type', 'enabled'], call, machine),
  'openvpn/instances/get': (call, machine) => ({ json: getInstance(call, machine) }),
  'openvpn/instances/gen_key': ({ args: [type = 'secret'] }, machine) => ({ json: makeKey(type, machine) }),
  'openvpn/client_overwrites/search': (call, machine) => search(OVERWRITES, ['description', 'common_name', 'enabled', 'tunnel_network', 'tunnel_networkv6'], call, machine),
  'openvpn/service/search_sessions': (call, machine) => ({ json: searchRows(sessions(call, machine), call) }),
  'openvpn/service/search_routes': (call, machine) => ({ json: searchRows(routes(call, machine), call) }),
  'openvpn/service/kill_session': (call, machine) => ({ json: kill(call, machine) }),
  'openvpn/service/start_service': (call, machine) => control(call, machine, true),
  'openvpn/service/stop_service': (call, machine) => control(call, machine, false),
  'openvpn/service/restart_service': (call, machine) => control(call, machine, true),
  'openvpn/service/reconfigure': ({ method }, machine) => {
    if (method !== 'POST') return { json: { result: 'failed' } };
    beforeOpenvpnLoads(machine);
    return { json: { result: 'ok' } };
  },
};

function search(family: ItemFamily, columns: readonly string[], call: ApiCall, machine: Machine): JsonAnswer {
  const items = new ItemCalls(family, call, machine);
  return { json: items.search(items.models.since('25.1') ? {} : { columns }) };
}

function getInstance(call: ApiCall, machine: Machine): unknown {
  const answer = new ItemCalls(INSTANCES, call, machine).get(call.args[0]) as { readonly instance?: Row };
  return answer.instance === undefined || parameters(call)['fetchmode'] !== 'copy' ? answer : { instance: { ...answer.instance, vpnid: null } };
}

const STATIC_KEYS = ['secret', 'tls-auth', 'tls-crypt'];
const PEM_KEYS: Readonly<Record<string, string>> = { 'auth-token': 'OpenVPN auth-token server key', 'tls-crypt-v2-server': 'OpenVPN tls-crypt-v2 server key' };

function makeKey(type: string, machine: Machine): Row {
  const before = (release: '25.1' | '26.1'): boolean => compareReleases(machine.release, release) < 0;
  // 24.7 knows one kind, whatever is asked for.
  const kind = before('25.1') ? 'secret' : type;
  const isKnown = before('26.1') ? kind === 'secret' || kind === 'auth-token' : STATIC_KEYS.includes(kind) || PEM_KEYS[kind] !== undefined;
  if (!isKnown) return { result: 'failed', ...(before('26.1') ? {} : { message: 'unknown key type' }) };
  return { result: 'ok', key: STATIC_KEYS.includes(kind) ? openvpnStaticKey(machine, true) : pemKey(machine, PEM_KEYS[kind] ?? '', 128) };
}

function rolesOf(call: ApiCall): readonly Tunnel['role'][] {
  const asked = parameters(call)['type'];
  if (!isObject(asked)) return ['client', 'server'];
  return Object.values(asked).filter((role): role is Tunnel['role'] => role === 'client' || role === 'server');
}

interface Connection extends Pick<Tunnel, 'id' | 'role'> {
  readonly status: Row;
}

/** What the backend lists of a role. */
function connections(machine: Machine, role: Tunnel['role']): Connection[] {
  const known = machine.running.measured.openvpn;
  if (known !== undefined) return Object.entries(known[role] ?? {}).map(([id, status]) => ({ id, role, status }));
  return runningTunnels(machine, role).map(tunnel => ({ id: tunnel.id, role, status: tunnelStatus(machine, tunnel) }));
}

function sessions(call: ApiCall, machine: Machine): Row[] {
  const rows = rolesOf(call).flatMap((role): Row[] => {
    const running = connections(machine, role);
    const stopped = enabledTunnels(machine.document, role).filter(({ id }) => !running.some(each => each.id === id));
    return [...running.flatMap(connection => sessionRows(machine, connection)), ...stopped.map(tunnel => ({ id: keyOf(tunnel), service_id: `openvpn/${tunnel.id}`, type: role, description: describe(machine, tunnel.id) }))];
  });
  // Every row has every column.
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  return rows.map(row => Object.fromEntries(columns.map(column => [column, row[column] ?? null])));
}

function sessionRows(machine: Machine, tunnel: Connection): Row[] {
  const { client_list: clients, routing_table: routing, ...status } = tunnel.status;
  const connected = status['timestamp'] === undefined ? {} : { connected_since: localTime(machine, Number(status['timestamp']) * 1000) };
  const row: Row = { ...status, type: tunnel.role, id: keyOf(tunnel), description: describe(machine, tunnel.id), ...connected };
  if (clients === undefined) return [{ ...row, ...(routing === undefined ? {} : { routing_table: routing }) }];
  return (clients as readonly Row[]).map(client => ({ ...row, ...client, id: `${tunnel.id}_${toText(client['real_address'])}`, is_client: true }));
}

function routes(call: ApiCall, machine: Machine): Row[] {
  return rolesOf(call).flatMap(role =>
    connections(machine, role).flatMap(tunnel =>
      ((tunnel.status['routing_table'] ?? []) as readonly Row[]).map(route => ({ ...route, type: role, id: keyOf(tunnel), description: describe(machine, tunnel.id) })),
    ),
  );
}

/** PHP makes numbers of keys that look like some. */
function keyOf({ id }: Pick<Tunnel, 'id'>): string | number {
  return /^[1-9]\d*$/.test(id) ? Number(id) : id;
}

function describe(machine: Machine, id: string): string {
  const instance = new Models(machine).saved(INSTANCES.model).list(INSTANCES.path).items.find(([uuid]) => uuid === id)?.[1];
  const old = [...enabledTunnels(machine.document, 'server'), ...enabledTunnels(machine.document, 'client')].find(tunnel => tunnel.id === id)?.node;
  return instance?.text('description') ?? old?.children.find(node => node.name === 'description')?.text ?? '';
}

function kill(call: ApiCall, machine: Machine): Row {
  if (call.method !== 'POST') return { result: 'failed' };
  const { server_id: server, session_id: session } = parameters(call);
  if (machine.release === '26.7') {
    for (const [name, value] of Object.entries({ server_id: server, session_id: session })) if (/[\0-\x1f\x7f]/.test(toText(value))) return { result: `invalid ${name}` };
  }
  if (isEmpty(server) || isEmpty(session)) return { status: 'invalid' };
  const clients = killSession(machine, toText(server), toText(session));
  return clients === undefined ? { status: 'server_not_found' } : clients === 0 ? { status: 'not_found' } : { status: 'killed', clients };
}

// Any id gets ok: OPNsense does not look whether there is such an instance.
function control({ method, route, args: [id] }: ApiCall, machine: Machine, on: boolean): JsonAnswer {
  if (method !== 'POST' || id === undefined) return { json: { result: 'failed' } };
  machine.running.switch(`openvpn/${id}`, on);
  if (on) machine.load(['openvpn'], route);
  return { json: { result: 'ok' } };
}
