import { type Action, type ActionTable, type ApiCall, type Machine, UnexpectedFault } from '../machine';
import { type ItemFamily, ItemCalls, saveModel } from '../model/model-calls';
import { type Group } from '../model/model';
import { isEmpty, isObject, toText } from '../model/php';
import { type ListSearch, parameters, type Row } from '../model/search';
import { childNetworks } from '../model/vpn-lists';

const MODEL = 'OPNsense.IPsec.Swanctl';
const CONNECTIONS: ItemFamily = { model: MODEL, path: 'Connections.Connection', wrapper: 'connection' };
const CONNECTION_COLUMNS = ['description', 'enabled', 'local_addrs', 'remote_addrs', 'local_ts', 'remote_ts'];

/** What belongs to a connection: the columns of its search. */
const PARTS: Readonly<Record<string, { readonly path: string; readonly columns: readonly string[] }>> = {
  local: { path: 'locals.local', columns: ['description', 'round', 'auth', 'enabled'] },
  remote: { path: 'remotes.remote', columns: ['description', 'round', 'auth', 'enabled'] },
  child: { path: 'children.child', columns: ['description', 'enabled', 'local_ts', 'remote_ts'] },
};

/** ipsec/connections: connections and what belongs to each. */
export const ipsecConnectionActions: ActionTable = {
  'ipsec/connections/search_connection': (call, machine) => ({ json: searchConnections(new ItemCalls(CONNECTIONS, call, machine)) }),
  'ipsec/connections/get_connection': (call, machine) => ({ json: getConnection(call, machine) }),
  'ipsec/connections/set_connection': (call, machine) => ({ json: setConnection(call, machine) }),
  'ipsec/connections/del_connection': (call, machine) => ({ json: removeConnection(call, machine) }),
  'ipsec/connections/connection_exists': (call, machine) => ({ json: { exists: new ItemCalls(CONNECTIONS, call, machine).item(call.args[0] ?? '') !== undefined } }),
  'ipsec/connections/is_enabled': (_call, machine) => ({ json: { enabled: machine.document.find('ipsec/enable') !== undefined } }),
  'ipsec/connections/toggle': (call, machine) => ({ json: toggleAll(call, machine, machine.release === '26.7') }),
  'ipsec/tunnel/toggle': (call, machine) => {
    const answer = toggleAll(call, machine, false);
    if (answer['status'] === 'ok') machine.running.ipsecDirty = true;
    return { json: answer };
  },
  ...Object.fromEntries(Object.keys(PARTS).flatMap(partActions)),
};

function partActions(name: string): [string, Action][] {
  const { path = '', columns = [] } = PARTS[name] ?? {};
  const items = (call: ApiCall, machine: Machine): ItemCalls => new ItemCalls({ model: MODEL, path, wrapper: name }, call, machine);
  return [
    [`ipsec/connections/search_${name}`, (call, machine) => ({ json: items(call, machine).search({ columns, sort: 'description', ...ofConnection(call) }) })],
    [`ipsec/connections/get_${name}`, (call, machine) => ({ json: chooseConnection(items(call, machine).get(call.args[0]), name, call) })],
  ];
}

function ofConnection(call: ApiCall): ListSearch {
  const connection = parameters(call)['connection'];
  return isEmpty(connection) ? {} : { keep: item => item.text('connection') === toText(connection) };
}

/** Chooses the connection that was named, whatever the item has. */
function chooseConnection(answer: unknown, name: string, call: ApiCall): unknown {
  const wanted = parameters(call)['connection'];
  if (isEmpty(wanted)) return answer;
  const item = isObject(answer) ? answer[name] : undefined;
  const choices = isObject(item) ? item['connection'] : undefined;
  if (!isObject(choices) || !isObject(item)) throw new UnexpectedFault('there are no connections to choose from');
  const chosen = Object.entries(choices).map(([key, choice]) => [key, { ...(choice as Row), selected: Number(key === toText(wanted)) }]);
  return { [name]: { ...item, connection: Array.isArray(choices) ? choices : Object.fromEntries(chosen) } };
}

function searchConnections(items: ItemCalls): unknown {
  const networks = (connection: Group): Row => Object.fromEntries(['local_ts', 'remote_ts'].map(field => [field, childNetworks(connection, field)]));
  return items.search({ columns: CONNECTION_COLUMNS, ...(items.models.since('25.7') ? {} : { computed: networks }) });
}

function getConnection(call: ApiCall, machine: Machine): unknown {
  const [uuid] = call.args;
  const answer = new ItemCalls(CONNECTIONS, call, machine).get(uuid) as { readonly connection?: Row };
  if (answer.connection === undefined) return answer;
  const isCopy = uuid === undefined || isEmpty(uuid) || parameters(call)['fetchmode'] === 'copy';
  return { connection: { ...answer.connection, org_uuid: uuid ?? null, uuid: isCopy ? machine.uuid() : uuid } };
}

function setConnection(call: ApiCall, machine: Machine): unknown {
  const sent = call.body['connection'];
  const [uuid] = call.args;
  const named = isObject(sent) && !isEmpty(sent['uuid']) ? toText(sent['uuid']) : undefined;
  if ((uuid !== undefined && !isEmpty(uuid)) || named === undefined) return new ItemCalls(CONNECTIONS, call, machine).set(uuid);
  const answer = new ItemCalls(CONNECTIONS, call, machine).set(named) as { readonly result: string };
  const source = isObject(sent) && !isEmpty(sent['org_uuid']) ? toText(sent['org_uuid']) : undefined;
  if (source !== undefined && answer.result !== 'failed') copyParts(call, machine, source, named);
  return answer;
}

/** Copies what belongs to one connection to another one that has nothing of the kind. */
function copyParts(call: ApiCall, machine: Machine, source: string, target: string): void {
  const { model } = new ItemCalls(CONNECTIONS, call, machine);
  let changed = false;
  for (const { path } of Object.values(PARTS)) {
    const list = model.list(path);
    const parts = list.items.map(([, item]) => item);
    if (parts.some(part => part.text('connection') === target)) continue;
    for (const part of parts.filter(each => each.text('connection') === source)) {
      const copy = list.add();
      for (const field of part.fields()) copy.field(field.spec.name).set(field.spec.name === 'connection' ? target : field.value);
      changed = true;
    }
  }
  if (changed) saveModel(model, call);
}

function removeConnection(call: ApiCall, machine: Machine): unknown {
  const [uuid = ''] = call.args;
  for (const { path } of Object.values(PARTS)) {
    const family = { model: MODEL, path, wrapper: '' };
    const parts = new ItemCalls(family, call, machine).list.items.filter(([, part]) => part.text('connection') === uuid);
    for (const [id] of parts) new ItemCalls(family, call, machine).remove(id);
  }
  return new ItemCalls(CONNECTIONS, call, machine).remove(uuid);
}

/** Switches IPsec as a whole. */
function toggleAll(call: ApiCall, machine: Machine, checked: boolean): Row {
  if (call.method !== 'POST') return { status: 'failed' };
  if (checked) machine.refuseReadOnly(call);
  const [state] = call.args;
  const on = state === '0' || state === '1' ? state === '1' : machine.document.find('ipsec/enable') === undefined;
  const section = machine.document.ensure('ipsec');
  section.children = section.children.filter(node => node.name !== 'enable');
  if (on) machine.document.ensure('ipsec/enable').text = '1';
  machine.record(call);
  return { status: 'ok' };
}
