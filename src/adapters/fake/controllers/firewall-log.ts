import { createHash } from 'node:crypto';
import { childText } from '../config-document';
import { filterLog, type FilterLogLine } from '../live/filter-log';
import { pfRules } from '../live/pf-memory';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { compareNatural, isEmpty } from '../model/php';
import { type Row } from '../model/search';

const NOTHING = { type: 'text/html; charset=UTF-8', text: '' } as const;

/** diagnostics/firewall: the packet filter's log. */
export const firewallLogActions: ActionTable = {
  'diagnostics/firewall/log': (call, machine) => (call.method === 'GET' ? { json: newest(call, machine) } : NOTHING),
  'diagnostics/firewall/log_filters': (_call, machine) => ({ json: { action: ['pass', 'block', 'rdr', 'nat', 'binat'], interface_name: interfaceLabels(machine), dir: ['in', 'out'] } }),
  'diagnostics/firewall/stats': (call, machine) => (call.method === 'GET' ? { json: statistics(call, machine) } : NOTHING),
};

/** The newest lines, down to the one with the digest that was asked for. */
function newest({ query }: ApiCall, machine: Machine): Row[] {
  const rows = read(machine, query['limit'], 1000);
  const last = isEmpty(query['digest']) ? -1 : rows.findIndex(row => row['__digest__'] === query['digest']);
  return last < 0 ? rows : rows.slice(0, last + 1);
}

// The back end reads everything for 0, which PHP takes for a limit that was not given.
function read(machine: Machine, asked: string | undefined, usual: number): Row[] {
  const limit = isEmpty(asked) ? usual : Number(asked);
  if (!Number.isInteger(limit)) return [];
  const host = `${machine.document.text('system/hostname')}.${machine.document.text('system/domain')}`;
  const labels = new Map(pfRules(machine).map(({ id, description }) => [id, description]));
  return filterLog(machine, limit).map(line => toRow(line, host, labels));
}

const GENERAL = 'rulenr subrulenr anchorname rid interface reason action dir ipversion'.split(' ');
const IPV4 = 'tos ecn ttl id offset ipflags protonum protoname length src dst'.split(' ');
const IPV6 = 'class flow hoplimit protoname protonum length src dst'.split(' ');
const UDP = 'srcport dstport datalen'.split(' ');
const TCP = [...UDP, ...'tcpflags seq ack urp tcpopts'.split(' ')];

function toRow({ time, fields }: FilterLogLine, host: string, labels: ReadonlyMap<string, string>): Row {
  const network = fields[8] === '6' ? IPV6 : IPV4;
  const protocol = fields[GENERAL.length + network.indexOf('protonum')];
  const names = [...GENERAL, ...network, ...(protocol === '17' ? UDP : protocol === '6' ? TCP : [])];
  const timestamp = new Date(time).toISOString().slice(0, 19);
  return {
    ...Object.fromEntries(names.slice(0, fields.length).map((name, index) => [name, fields[index]])),
    __timestamp__: timestamp,
    __host__: host,
    __digest__: createHash('md5').update(`${timestamp} ${host} filterlog ${fields.join(',')}`).digest('hex'),
    __spec__: names,
    label: labels.get(fields[3] ?? '') ?? '',
  };
}

function interfaceLabels({ document }: Machine): string[] {
  const nodes = (document.find('interfaces')?.children ?? []).filter(node => childText(node, 'type') !== 'group' && childText(node, 'if') !== 'openvpn');
  return nodes.map(node => childText(node, 'descr') || node.name).sort((left, right) => compareNatural(left, right));
}

/** How often each value of a field occurs in the log: the ten most frequent, and the rest. */
function statistics({ query }: ApiCall, machine: Machine): Row[] {
  const rows = read(machine, query['limit'], 5000);
  const field = isEmpty(query['group_by']) ? 'interface' : (query['group_by'] ?? '');
  const counts = new Map<string, number>();
  for (const row of rows) if (row[field] !== undefined) counts.set(String(row[field]), (counts.get(String(row[field])) ?? 0) + 1);
  const names = new Map((machine.document.find('interfaces')?.children ?? []).map(node => [childText(node, 'if'), childText(node, 'descr') || node.name]));
  const label = (key: string): string => (field === 'interface' ? (names.get(key) ?? (key === 'lo0' ? 'loopback' : key)) : key);
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  const top = sorted.slice(0, 10).map(([key, value]) => ({ label: label(key), value }));
  const rest = rows.length - top.reduce((sum, { value }) => sum + value, 0);
  return sorted.length > 10 ? [...top, { label: 'other', value: rest }] : top;
}
