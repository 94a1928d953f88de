import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Optional, part, type Part, present, Tool, type ReadTool, type Unavailable } from '../../../core';
import { FirewallApi } from '../../../ports';
import { firewallLog, interfaceNames, ruleIds, searchLog } from '../firewall.endpoints';
import { LogEntry, type LogRow, toLogEntry } from '../log-entry';
import { decodeLine } from '../log-search';

/** Which lines of the log. */
export class FirewallLogInput {
  @Describe('Part of it') @IsString() source_ip = '';
  @Describe('Part of it') @IsString() destination_ip = '';
  @Describe('pass, block, rdr …') @IsString() action = '';
  @Describe('Name or device') @IsString() interface = '';
  @Describe('Source or destination port') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Part of its text, or id') @Optional() @IsString() rule?: string;
  @Describe('tcp, udp …') @Optional() @IsString() protocol?: string;
  @Describe('Way') @Optional() @IsIn(['in', 'out']) direction?: 'in' | 'out';
  @Describe('Lines, newest first') @IsInt() @Min(1) @Max(500) limit = 20;
  @Describe('Lines searched') @IsInt() @Min(1) @Max(9999) scan = 1000;
}

/** The newest lines that match. */
export class FirewallLogOutput {
  /** Newest first. */
  @ListOf(() => LogEntry) entries!: LogEntry[];
  /** Matches among the lines looked through. */
  @IsInt() total!: number;
  /** Lines looked through. */
  @IsInt() scanned!: number;
  /** Time of the oldest of them. */
  @Optional() @IsString() oldest?: string;
  @Optional() @IsString() note?: string;
}

/** `opn_firewall_log` */
@Tool({
  name: 'opn_firewall_log',
  title: 'Firewall log',
  description: 'See which packets were passed or blocked lately, and by which rule. Only rules with logging write lines.',
  effect: 'read',
  input: FirewallLogInput,
  output: FirewallLogOutput,
  uses: [firewallLog, interfaceNames, ruleIds, searchLog],
})
export class FirewallLogTool implements ReadTool<FirewallLogInput, FirewallLogOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: FirewallLogInput): Promise<FirewallLogOutput> {
    const names = part('names of interfaces', this.firewall.read(interfaceNames));
    const { rows, problem } = isFiltered(input) ? await this.matching(input, (await names).value ?? {}) : { rows: await this.newest(input.limit) };
    const known = (await names).value ?? {};
    const matching = rows.map(row => [toLogEntry(row, known), String(row['interface'] ?? '')] as const).filter(([entry, device]) => isWanted(entry, device, input)).map(([entry]) => entry);
    const oldest = rows.at(-1)?.__timestamp__;
    const isShort = isFiltered(input) && matching.length < input.limit && rows.length >= input.scan;
    return {
      entries: matching.slice(0, input.limit),
      total: matching.length,
      scanned: rows.length,
      ...present<Partial<FirewallLogOutput>>({ oldest, note: problem === undefined ? (isShort ? 'Older lines were not looked through; a larger `scan` goes further back.' : undefined) : notSearched(problem) }),
    };
  }

  private async newest(count: number): Promise<readonly LogRow[]> {
    return this.firewall.read(firewallLog, { query: { limit: count } });
  }

  /** Lines that hold what is looked for, wherever in them; a key that may not search the log gets the newest ones, and why. */
  private async matching(input: FirewallLogInput, names: Readonly<Record<string, string>>): Promise<{ readonly rows: readonly LogRow[]; readonly problem?: Unavailable }> {
    const known = await part('descriptions of rules', this.firewall.read(ruleIds));
    const descriptions = new Map(Object.values(known.value?.items ?? []).map(({ id, descr }) => [id, descr]));
    const words = searchWords(input, names, descriptions);
    if (words.length === 0 || known.value === undefined) return { rows: await this.newest(input.scan), ...because(known) };
    const found = await part('the log', this.firewall.read(searchLog, { path: searchLog.within ?? [], body: { current: 1, rowCount: input.scan, searchPhrase: words.join(' ') } }));
    return found.value === undefined ? { rows: await this.newest(input.scan), ...because(found) } : { rows: found.value.rows.flatMap(line => decodeLine(line, descriptions) ?? []) };
  }
}

const because = ({ problem }: Part<unknown>): { readonly problem?: Unavailable } => (problem === undefined ? {} : { problem });

const notSearched = ({ why, hint = '' }: Unavailable): string => `Only the newest lines were looked through, as the firewall did not search the log for them: ${why} ${hint}`.trim();

/** Words that a line has to hold to match; what it has to hold where is looked at afterwards. */
function searchWords(input: FirewallLogInput, names: Readonly<Record<string, string>>, descriptions: ReadonlyMap<string, string>): string[] {
  const lower = (text: string): string => text.toLowerCase();
  const device = Object.keys(names).find(name => lower(names[name] ?? '') === lower(input.interface)) ?? input.interface;
  const rule = input.rule === undefined ? [] : [...descriptions].filter(([id, description]) => id === input.rule || lower(description).includes(lower(input.rule ?? ''))).map(([id]) => id);
  const port = input.port === undefined ? '' : String(input.port);
  return [input.source_ip, input.destination_ip, input.action, device, port, input.protocol ?? '', rule.length === 1 ? (rule[0] ?? '') : ''].flatMap(text => text.split(/\s+/)).filter(word => word !== '');
}

function isFiltered(input: FirewallLogInput): boolean {
  const { source_ip: source, destination_ip: destination, action, interface: on, port, rule, protocol, direction } = input;
  return [source, destination, action, on].some(text => text !== '') || rule !== undefined || protocol !== undefined || port !== undefined || direction !== undefined;
}

function isWanted(entry: LogEntry, device: string, input: FirewallLogInput): boolean {
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
