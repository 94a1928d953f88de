import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, type ReadTool, Text, Tool } from '../../../core';
import { Documents, FirewallApi } from '../../../ports';
import { LOG_FILES, LOG_NAMES, LogFileLines, type LogName, searchLogFile, SEVERITIES, type Severity } from '../log-files';

/** Which lines of which log. */
export class SystemLogInput {
  @Describe('resolver is Unbound') @IsIn([...LOG_NAMES]) log: LogName = 'system';
  @Describe('Words that a line has to hold') @Text(200) search = '';
  @Describe('Nothing milder') @Optional() @IsIn([...SEVERITIES]) severity?: Severity;
  @Describe('Lines, newest first') @IsInt() @Min(1) @Max(500) limit = 20;
}

/** The newest lines that match. */
export class SystemLogOutput extends LogFileLines {
  /** Where clients read all that match as a resource, whatever their severity. */
  @Optional() @IsString() resource?: string;
}

/** `opn_system_log` */
@Tool({
  name: 'opn_system_log',
  title: 'System log',
  description: 'See what the firewall and its daemons logged lately; opn_firewall_log shows packets.',
  effect: 'read',
  optIn: true,
  input: SystemLogInput,
  output: SystemLogOutput,
  uses: LOG_FILES,
})
export class SystemLogTool implements ReadTool<SystemLogInput, SystemLogOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Documents) private readonly documents: Documents,
  ) {}

  async run(input: SystemLogInput): Promise<SystemLogOutput> {
    const found = await searchLogFile(this.firewall, input);
    if (found.truncated !== true) return found;
    const { log, search } = input;
    return { ...found, resource: this.documents.link({ uri: `opnsense://logs/${log}${search === '' ? '' : `/${encodeURIComponent(search)}`}`, name: `${log}.log`, title: `The log ${log}`, mediaType: 'text/plain' }) };
  }
}
