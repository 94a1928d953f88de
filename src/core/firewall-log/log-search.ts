import { type FirewallApi } from '../../ports';
import { type Part, part, type Unavailable } from '../part';
import { firewallLog, interfaceNames, ruleIds, searchLog } from './log-endpoints';
import { type LogEntry, type LogRow, toLogEntry } from './log-entry';
import { decodeLine } from './log-line';

/** Which lines of the packet filter's log; '' for any. */
export interface LogQuery {
  /** Parts of addresses. */
  readonly source_ip: string;
  readonly destination_ip: string;
  readonly action: string;
  /** Name or device. */
  readonly interface: string;
  /** Of source or destination. */
  readonly port?: number;
  /** Part of its description, or its id. */
  readonly rule?: string;
  readonly protocol?: string;
  readonly direction?: 'in' | 'out';
  /** How many lines are wanted. */
  readonly limit: number;
  /** How many lines to look through at most. */
  readonly scan: number;
}

/** Lines of the log that match. */
export interface FoundLines {
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** Lines looked through. */
  readonly scanned: number;
  /** Time of the oldest of them. */
  readonly oldest: string | undefined;
  /** Why only the newest lines were looked through, or devices have no names; undefined when the firewall searched them all. */
  readonly problem: Unavailable | undefined;
}

/** Finds lines of the packet filter's log, newest first. */
export async function searchFirewallLog(firewall: FirewallApi, query: LogQuery): Promise<FoundLines> {
  const asked = part('names of interfaces', firewall.read(interfaceNames));
  const { rows, problem } = isFiltered(query) ? await matching(firewall, query, (await asked).value ?? {}) : { rows: await newest(firewall, query.limit) };
  const { value: names = {}, problem: withoutNames } = await asked;
  const entries = rows.map(row => [toLogEntry(row, names), String(row['interface'] ?? '')] as const).filter(([entry, device]) => isWanted(entry, device, query)).map(([entry]) => entry);
  return { entries, scanned: rows.length, oldest: rows.at(-1)?.__timestamp__, problem: problem ?? withoutNames };
}

async function newest(firewall: FirewallApi, count: number): Promise<readonly LogRow[]> {
  return firewall.read(firewallLog, { query: { limit: count } });
}

/** Rows of the log, and why they are only the newest. */
interface Rows {
  readonly rows: readonly LogRow[];
  readonly problem?: Unavailable;
}

/** Lines that hold what is looked for, wherever in them; a key that may not search the log gets the newest ones, and why. */
async function matching(firewall: FirewallApi, query: LogQuery, names: Readonly<Record<string, string>>): Promise<Rows> {
  const known = await part('descriptions of rules', firewall.read(ruleIds));
  const descriptions = new Map(Object.values(known.value?.items ?? []).map(({ id, descr }) => [id, descr]));
  const words = searchWords(query, names, descriptions);
  if (words.length === 0 || known.value === undefined) return { rows: await newest(firewall, query.scan), ...because(known) };
  const found = await part('the log', firewall.read(searchLog, { path: searchLog.within ?? [], body: { current: 1, rowCount: query.scan, searchPhrase: words.join(' ') } }));
  return found.value === undefined ? { rows: await newest(firewall, query.scan), ...because(found) } : { rows: found.value.rows.flatMap(line => decodeLine(line, descriptions) ?? []) };
}

const because = ({ problem }: Part<unknown>): Pick<Rows, 'problem'> => (problem === undefined ? {} : { problem });

/** Words that a line has to hold to match; what it has to hold where is looked at afterwards. */
function searchWords(input: LogQuery, names: Readonly<Record<string, string>>, descriptions: ReadonlyMap<string, string>): string[] {
  const lower = (text: string): string => text.toLowerCase();
  const device = Object.keys(names).find(name => lower(names[name] ?? '') === lower(input.interface)) ?? input.interface;
  const rule = input.rule === undefined ? [] : [...descriptions].filter(([id, description]) => id === input.rule || lower(description).includes(lower(input.rule ?? ''))).map(([id]) => id);
  const port = input.port === undefined ? '' : String(input.port);
  return [input.source_ip, input.destination_ip, input.action, device, port, input.protocol ?? '', rule.length === 1 ? (rule[0] ?? '') : ''].flatMap(text => text.split(/\s+/)).filter(word => word !== '');
}

/** True when a query asks for less than all lines. */
export function isFiltered(input: LogQuery): boolean {
  const { source_ip: source, destination_ip: destination, action, interface: on, port, rule, protocol, direction } = input;
  return [source, destination, action, on].some(text => text !== '') || rule !== undefined || protocol !== undefined || port !== undefined || direction !== undefined;
}

function isWanted(entry: LogEntry, device: string, input: LogQuery): boolean {
  const holds = (text: string | undefined, part: string): boolean => (text ?? '').toLowerCase().includes(part.toLowerCase());
  const is = (text: string | undefined, wanted: string): boolean => wanted === '' || text?.toLowerCase() === wanted.toLowerCase();
  return (
    holds(entry.source, input.source_ip) &&
    holds(entry.destination, input.destination_ip) &&
    holds(entry.action, input.action) &&
    (is(entry.interface, input.interface) || is(device, input.interface)) &&
    (input.port === undefined || entry.source_port === input.port || entry.destination_port === input.port) &&
    (input.rule === undefined || holds(entry.rule, input.rule) || is(entry.rule_id, input.rule)) &&
    is(entry.protocol, input.protocol ?? '') &&
    (input.direction === undefined || entry.direction === input.direction)
  );
}
