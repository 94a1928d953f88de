import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Optional, part, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { firewallLog, interfaceNames } from '../firewall.endpoints';
import { LogEntry, toLogEntry } from '../log-entry';

/** Which lines of the log. */
export class FirewallLogInput {
  @Describe('Part of it') @IsString() @MaxLength(64) source_ip = '';
  @Describe('Part of it') @IsString() @MaxLength(64) destination_ip = '';
  @Describe('pass, block, rdr …') @IsString() @MaxLength(20) action = '';
  @Describe('Name or device') @IsString() @MaxLength(100) interface = '';
  @Describe('Source or destination port') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Part of its description, or its id') @Optional() @IsString() @MaxLength(255) rule?: string;
  @Describe('tcp, udp …') @Optional() @IsString() @MaxLength(20) protocol?: string;
  @Describe('As the firewall sees it') @Optional() @IsIn(['in', 'out']) direction?: 'in' | 'out';
  @Describe('Lines, newest first') @IsInt() @Min(1) @Max(500) limit = 20;
  @Describe('Newest lines to look through') @IsInt() @Min(1) @Max(20_000) scan = 2000;
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
  description: 'Use this to see which packets were passed or blocked lately, and by which rule. Only rules with logging write lines.',
  effect: 'read',
  input: FirewallLogInput,
  output: FirewallLogOutput,
  uses: [firewallLog, interfaceNames],
})
export class FirewallLogTool implements ReadTool<FirewallLogInput, FirewallLogOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: FirewallLogInput): Promise<FirewallLogOutput> {
    const lines = isFiltered(input) ? input.scan : input.limit;
    const [rows, names] = await Promise.all([this.firewall.read(firewallLog, { query: { limit: lines } }), part('names of interfaces', this.firewall.read(interfaceNames))]);
    const all = rows.map(row => ({ device: String(row['interface'] ?? ''), entry: toLogEntry(row, names.value ?? {}) }));
    const matching = all.filter(({ device, entry }) => isWanted(entry, device, input)).map(({ entry }) => entry);
    const oldest = all.at(-1)?.entry.time;
    const isShort = matching.length < input.limit && rows.length === lines && isFiltered(input);
    return {
      entries: matching.slice(0, input.limit),
      total: matching.length,
      scanned: rows.length,
      ...present<Partial<FirewallLogOutput>>({ oldest, note: isShort ? 'Older lines were not looked through; a larger `scan` goes further back.' : undefined }),
    };
  }
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
