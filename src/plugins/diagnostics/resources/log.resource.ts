import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, type ReadableTemplate, ResourceTemplate } from '../../../core';
import { FirewallApi } from '../../../ports';
import { LOG_FILES, LOG_NAMES, type LogName } from '../log-files';
import { logText } from './log-text';

/** Which log. */
export class LogVariables {
  @Describe('system, gateways, resolver (Unbound) …') @IsIn([...LOG_NAMES]) log!: LogName;
}

/** `opnsense://logs/{log}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://logs/{log}',
  name: 'log',
  title: 'A log of the firewall',
  description: 'What the firewall or one of its daemons logged, newest first.',
  mediaType: 'text/plain',
  uses: LOG_FILES,
  sameAs: 'opn_system_log',
  variables: LogVariables,
})
export class LogResource implements ReadableTemplate<LogVariables> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  read({ log }: LogVariables): Promise<string> {
    return logText(this.firewall, log);
  }
}
