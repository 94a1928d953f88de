import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { type Group, Models } from '../model/model';
import { addressFamily } from '../model/network';
import { compareNatural, isEmpty, isObject, toInteger, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { loadedTables } from '../pf/loaded-tables';
import { tableCounts } from '../live/table-counts';

/** firewall/alias_util: pf's tables, which hold what the aliases stand for. */
export const aliasTableActions: ActionTable = {
  'firewall/alias_util/aliases': (_call, machine) => ({ json: loadedTables(machine).names().sort((left, right) => compareNatural(left, right)) }),
  'firewall/alias_util/list': (call, machine) => ({ json: list(call, machine) }),
  'firewall/alias_util/add': (call, machine) => ({ json: add(call, machine) }),
  'firewall/alias_util/delete': (call, machine) => ({ json: remove(call, machine) }),
  'firewall/alias_util/flush': (call, machine) => ({ json: flush(call, machine) }),
  'firewall/alias_util/find_references': (call, machine) => ({ json: findReferences(call, machine) }),
  'firewall/alias_util/update_bogons': () => ({ json: { status: 'done' } }),
  'firewall/alias/update': ({ method, args: [what] }) => ({
    json: method === 'POST' && (what === 'geoip' || what === 'bogons') ? { status: 'ok', message: 'It was updated.' } : { status: 'failed', message: 'It could not be updated.' },
  }),
};

/** Up to 25.1 every counter is listed, afterwards those that counted something. */
function list(call: ApiCall, machine: Machine): unknown {
  const [name = ''] = call.args;
  const { models } = modelOf(machine);
  const entries = loadedTables(machine).entries(name).sort((left, right) => compareNatural(left, right));
  const rows = entries.map((ip): Row => ({ ip, ...tableCounts(name, ip, !models.since('25.7')) }));
  return models.since('25.7') ? searchRows(rows, call) : searchByAddress(rows, call);
}

/** The search of 24.7 and 25.1: words are one text that has to be in the address, as it is written. */
function searchByAddress(rows: readonly Row[], { body }: ApiCall): unknown {
  const perPage = body['rowCount'] === undefined ? -1 : toInteger(body['rowCount']);
  const page = body['current'] === undefined ? 1 : toInteger(body['current']);
  const found = rows.filter(({ ip }) => toText(ip).includes(toText(body['searchPhrase'])));
  const [column, order] = isObject(body['sort']) && !isEmpty(body['sort']) ? (Object.entries(body['sort'])[0] ?? []) : [];
  if (column !== undefined && found.some(row => row[column] !== undefined)) {
    found.sort((left, right) => compareNatural(toText(left[column]), toText(right[column]), true) * (order === 'asc' ? 1 : -1));
  }
  const first = perPage > 0 ? (page - 1) * perPage : 0;
  return { total: found.length, rowCount: perPage, current: page, rows: found.slice(first, perPage > 0 ? first + perPage : undefined) };
}

const NO_ADDRESS = /[^0-9a-f:./_]/;

function add(call: ApiCall, machine: Machine): unknown {
  const [name = ''] = call.args;
  if (call.method !== 'POST' || call.body['address'] === undefined) return { status: 'failed' };
  const { models, aliasNamed } = modelOf(machine);
  if (models.since('26.7')) machine.refuseReadOnly(call);
  let address = toText(call.body['address']);
  if (NO_ADDRESS.test(address)) return { status: 'not_an_address' };
  const alias = aliasNamed(name);
  if (alias === undefined) return { status: 'failed', status_msg: `There is no alias ${name}.` };
  if (isWritten(alias)) {
    if (!address.includes('/') && alias.text('type') === 'network') address = withMask(address);
    const items = entriesOf(alias);
    // An address that is the first entry is not found, and added again.
    if (items.indexOf(address) <= 0) keep(alias, [...items, address], call, machine);
  }
  loadedTables(machine).add(name, address);
  return { status: 'done' };
}

function remove(call: ApiCall, machine: Machine): unknown {
  const [name = ''] = call.args;
  if (call.method !== 'POST' || call.body['address'] === undefined) return { status: 'failed' };
  const { models, aliasNamed } = modelOf(machine);
  if (models.since('26.7')) machine.refuseReadOnly(call);
  const address = toText(call.body['address']);
  const alias = aliasNamed(name);
  if (alias !== undefined && isWritten(alias)) {
    const items = entriesOf(alias);
    const left = [withMask(address), address].reduce((rest, each) => without(rest, each), items);
    if (left.length < items.length) keep(alias, left, call, machine);
  }
  loadedTables(machine).remove(name, address);
  return { status: 'done' };
}

function flush(call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST') return { status: 'failed' };
  if (machine.release === '26.7') machine.refuseReadOnly(call);
  loadedTables(machine).flush(call.args[0] ?? '');
  return { status: 'done' };
}

function findReferences(call: ApiCall, machine: Machine): unknown {
  if (call.method !== 'POST' || call.body['ip'] === undefined) return { status: 'IP parameter not specified!' };
  const ip = toText(call.body['ip']);
  if (NO_ADDRESS.test(ip)) return { status: 'Not an IP address!' };
  if (addressFamily(ip) === undefined) return { status: 'Invalid IP specified!' };
  const tables = loadedTables(machine);
  return { status: 'ok', matches: tables.names().filter(name => tables.holds(name, ip)) };
}

const isWritten = (alias: Group): boolean => alias.text('type') === 'host' || alias.text('type') === 'network';

const entriesOf = (alias: Group): string[] => (isEmpty(alias.text('content')) ? [] : alias.text('content').split('\n'));

const withMask = (address: string): string => (address.includes('/') ? address : `${address}/${address.includes(':') ? '128' : '32'}`);

function without(items: string[], entry: string): string[] {
  const at = items.indexOf(entry);
  return at < 0 ? items : items.toSpliced(at, 1);
}

/** Writes the entries into the configuration, whoever the user is. */
function keep(alias: Group, entries: readonly string[], call: ApiCall, machine: Machine): void {
  alias.field('content').set(entries.join('\n'));
  alias.model.write();
  machine.record(call);
}

function modelOf(machine: Machine): { models: Models; aliasNamed: (name: string) => Group | undefined } {
  const models = new Models(machine);
  const { items } = models.edit('OPNsense.Firewall.Alias').list('aliases.alias');
  return { models, aliasNamed: name => items.find(([, alias]) => alias.text('name') === name)?.[1] };
}
