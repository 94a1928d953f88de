import { compareReleases } from '../../../ports';
import { childText } from '../config-document';
import { pfMemory, pfRules, ruleOf } from '../live/pf-memory';
import { type PfLabel, type PfState } from '../live/pf-state';
import { printed, stateMatcher } from '../live/state-search';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { addressFamily, isSubnet } from '../model/network';
import { isEmpty, isObject, toInteger, toText } from '../model/php';
import { type Row, searchRows } from '../model/search';
import { matchingBits } from '../pf/addresses';

const LIMIT = 1_618_000;

/** diagnostics/firewall: the connections that pf knows, and the rules they came in by. */
export const pfStateActions: ActionTable = {
  'diagnostics/firewall/query_states': (call, machine) => ({ json: call.method === 'POST' ? queryStates(call, machine) : { rows: [], rowCount: 0, total: 0, current: 0 } }),
  'diagnostics/firewall/query_pf_top': (call, machine) => (call.method === 'POST' ? { json: queryTop(call, machine) } : { type: 'text/html; charset=UTF-8', text: '' }),
  'diagnostics/firewall/del_state': (call, machine) => ({ json: { result: call.method === 'POST' ? killed(call, machine) : '' } }),
  'diagnostics/firewall/kill_states': (call, machine) => ({ json: killStates(call, machine) }),
  'diagnostics/firewall/flush_states': (call, machine) => {
    if (call.method === 'POST') pfMemory(machine).states = [];
    return done(call);
  },
  'diagnostics/firewall/flush_sources': done,
  'diagnostics/firewall/list_rule_ids': (call, machine) => ({ json: { items: call.method === 'GET' ? ruleIds(pfRules(machine)) : [] } }),
  'diagnostics/firewall/pf_states': (_call, machine) => ({ json: { current: String(pfMemory(machine).states.length), limit: String(LIMIT) } }),
};

function done({ method }: ApiCall): { readonly json: unknown } {
  return { json: { result: method === 'POST' ? 'ok' : 'failed' } };
}

function queryStates(call: ApiCall, machine: Machine): Row {
  const { body } = call;
  const perPage = body['rowCount'] === undefined ? 9999 : toInteger(body['rowCount']);
  const page = body['current'] === undefined ? 1 : toInteger(body['current']);
  const sort = isObject(body['sort']) ? Object.entries(body['sort'])[0] : undefined;
  const names = interfaceNames(machine);
  const rowOf = rowMaker(machine);
  const found = matching(machine, sanitised(toText(body['searchPhrase']), machine), query(toText(body['ruleid'])));
  const bySorting = sort === undefined ? undefined : bySort(sort[0], toText(sort[1]));
  const sorted = bySorting === undefined ? found : found.map((state): [PfState, Row] => [state, rowOf(state)]).sort(([, left], [, right]) => bySorting(left, right)).map(([state]) => state);
  const offset = (page - 1) * perPage;
  const rest = offset < 0 ? sorted : sorted.slice(offset);
  const rows = (perPage < 0 ? rest : rest.slice(0, perPage)).map(state => ({ ...rowOf(state), interface: names.get(state.device) ?? state.device }));
  return { rows, rowCount: rows.length, total: found.length, current: page };
}

/** The states that a phrase and a rule id find. */
function matching(machine: Machine, phrase: string, label: string): readonly PfState[] {
  const { states } = pfMemory(machine);
  if (phrase.trim() === '' && label === '') return states;
  const rowOf = rowMaker(machine);
  const isFound = stateMatcher(phrase, isSince261(machine));
  return states.filter(state => {
    const row = rowOf(state);
    return (label === '' || String(row['label']).toLowerCase().includes(label)) && isFound(row);
  });
}

function rowMaker(machine: Machine): (state: PfState) => Row {
  const [rules, now] = [pfRules(machine), machine.now()];
  return state => stateRow(state, rules, now);
}

function stateRow(state: PfState, rules: readonly PfLabel[], now: number): Row {
  const rule = ruleOf(state, rules);
  return {
    label: rule?.id ?? '',
    descr: rule?.description ?? '',
    nat_addr: state.nat?.address ?? null,
    nat_port: state.nat?.port ?? null,
    gateway: null,
    iface: state.device,
    proto: state.protocol,
    ipproto: addressFamily(state.destination.address) === 6 ? 'ipv6' : 'ipv4',
    flags: [],
    direction: state.direction,
    dst_addr: state.destination.address,
    dst_port: state.destination.port,
    src_addr: state.source.address,
    src_port: state.source.port,
    state: state.state,
    age: clock(ageOf(state, now)),
    expires: clock(state.idle),
    pkts: state.packets,
    bytes: state.bytes,
    ...(rule === undefined ? {} : { rule: rule.number }),
    id: `${state.id}/${state.creator}`,
  };
}

function ageOf(state: PfState, now: number): number {
  return Math.max(0, Math.floor((now - state.since) / 1000));
}

function clock(seconds: number): string {
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':');
}

function bySort(key: string, order: string): (left: Row, right: Row) => number {
  const text = (row: Row): string => (key in row ? printed(row[key] ?? 'None').toLowerCase() : '');
  // Rows that tie stay in their order, whichever way it is sorted.
  const direction = order === 'desc' ? -1 : 1;
  return (left, right) => direction * (text(left) < text(right) ? -1 : text(left) > text(right) ? 1 : 0);
}

function interfaceNames({ document }: Machine): Map<string, string> {
  const nodes = document.find('interfaces')?.children ?? [];
  return new Map([['lo0', 'loopback'], ...nodes.map((node): [string, string] => [childText(node, 'if'), childText(node, 'descr') || node.name])]);
}

function isSince261(machine: Machine): boolean {
  return compareReleases(machine.release, '26.1') >= 0;
}

// Up to 25.7 colons, slashes and brackets are stripped, so that networks and IPv6 addresses are not found.
function sanitised(phrase: string, machine: Machine): string {
  if (!isSince261(machine)) return query(phrase);
  return phrase.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#039;');
}

function query(text: string): string {
  return text.replace(/[^0-9a-zA-Z ,*\-_.#]/g, '');
}

function hex(text: string): string {
  return text.replace(/[^0-9a-zA-Z]/g, '');
}

function drop(machine: Machine, isDropped: (state: PfState) => boolean): number {
  const memory = pfMemory(machine);
  const kept = memory.states.filter(state => !isDropped(state));
  const dropped = memory.states.length - kept.length;
  memory.states = kept;
  return dropped;
}

function killed({ args: [id = '', creator = ''] }: ApiCall, machine: Machine): string {
  return `killed ${String(drop(machine, state => state.id === hex(id) && state.creator === hex(creator)))} states\n\n\n`;
}

function killStates({ method, body }: ApiCall, machine: Machine): Row {
  const phrase = isEmpty(body['filter']) ? undefined : query(toText(body['filter']));
  const label = isEmpty(body['ruleid']) ? undefined : hex(toText(body['ruleid']));
  if (method !== 'POST' || ((phrase ?? '') === '' && (label ?? '') === '')) return { result: 'failed' };
  const found = new Set(matching(machine, phrase ?? '', label ?? ''));
  return { result: 'ok', dropped_states: drop(machine, state => found.has(state)) };
}

function ruleIds(rules: readonly PfLabel[]): Row[] {
  const named = new Map(rules.filter(({ id }) => /^[0-9a-f-]{32,}$/.test(id)).map(({ id, description }) => [id, description === '' ? `-- ${id}` : description]));
  return [...named].map(([id, descr]) => ({ id, descr })).sort((left, right) => (left.descr < right.descr ? -1 : left.descr > right.descr ? 1 : 0));
}

/** The busiest connections: pftop's columns. Networks in the phrase look at addresses, other words at everything. */
function queryTop(call: ApiCall, machine: Machine): unknown {
  const { states } = pfMemory(machine);
  const rules = pfRules(machine);
  const words = toText(call.body['searchPhrase']).split(/\s+/).filter(word => word !== '');
  const networks = words.filter(word => addressFamily(word) !== undefined || isSubnet(word));
  const label = toText(call.body['ruleid']);
  const now = machine.now();
  const isFound = (row: Row): boolean => {
    if (label !== '' && row['label'] !== label) return false;
    return networks.length === 0 || [row['dst_addr'], row['src_addr'], row['gw_addr']].some(address => typeof address === 'string' && networks.some(network => matchingBits(network, address) !== undefined));
  };
  const others = words.filter(word => !networks.includes(word)).join(' ');
  return searchRows(states.map(state => topRow(state, rules, now)), { ...call, body: { ...call.body, searchPhrase: others } }, undefined, isFound);
}

function topRow(state: PfState, rules: readonly PfLabel[], now: number): Row {
  const rule = ruleOf(state, rules);
  const bytes = state.bytes[0] + state.bytes[1];
  const age = ageOf(state, now);
  return {
    proto: state.protocol, dir: state.direction, src_addr: state.source.address, src_port: state.source.port, dst_addr: state.destination.address, dst_port: state.destination.port,
    gw_addr: state.nat?.address ?? null, gw_port: state.nat?.port ?? null, state: state.state, age, expire: state.idle, pkts: state.packets[0] + state.packets[1],
    // Pftop rounds to whole kilobytes.
    bytes: bytes < 100_000 ? bytes : Math.round(bytes / 1024) * 1024, avg: age === 0 ? bytes : Math.round(bytes / age),
    rule: rule?.number ?? '', ...(rule === undefined ? {} : { label: rule.id, descr: rule.description }),
  };
}
