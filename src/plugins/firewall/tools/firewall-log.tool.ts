import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Optional, present, Tool, type ReadTool, type Unavailable } from '../../../core';
import { isFiltered, LogEntry, searchFirewallLog } from '../../../core/firewall-log';
import { Documents, FirewallApi } from '../../../ports';
import { WHOLE_LOG } from '../whole-log';
import { firewallLog, interfaceNames, ruleIds, searchLog } from '../firewall.endpoints';

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
  /** Where clients read some thousand lines as a resource. */
  @Optional() @IsString() resource?: string;
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
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Documents) private readonly documents: Documents,
  ) {}

  async run(input: FirewallLogInput): Promise<FirewallLogOutput> {
    const { entries, scanned, oldest, problem } = await searchFirewallLog(this.firewall, input);
    const isCut = entries.length > input.limit || (!isFiltered(input) && entries.length === input.limit);
    const isShort = isFiltered(input) && entries.length < input.limit && scanned >= input.scan;
    return {
      entries: entries.slice(0, input.limit),
      total: entries.length,
      scanned,
      ...present<Partial<FirewallLogOutput>>({ oldest, note: problem === undefined ? (isShort ? 'Older lines were not looked through; a larger `scan` goes further back.' : undefined) : notSearched(problem), resource: isCut ? this.documents.link(WHOLE_LOG) : undefined }),
    };
  }
}

const notSearched = ({ why, hint = '' }: Unavailable): string => `Only the newest lines were looked through, as the firewall did not search the log for them: ${why} ${hint}`.trim();
