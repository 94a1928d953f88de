import { inject } from 'tsyringe';
import { Describe, type ReadableTemplate, ResourceTemplate, Text } from '../../../core';
import { FirewallApi } from '../../../ports';
import { LOG_FILES } from '../log-files';
import { LogVariables } from './log.resource';
import { logText } from './log-text';

/** Which lines of which log. */
export class SearchedLogVariables extends LogVariables {
  @Describe('Words that a line has to hold') @Text(200) search!: string;
}

/** `opnsense://logs/{log}/{search}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://logs/{log}/{search}',
  name: 'searched-log',
  title: 'Lines of a log of the firewall',
  description: 'The lines of a log that hold every one of some words, newest first.',
  mediaType: 'text/plain',
  uses: LOG_FILES,
  sameAs: 'opn_system_log',
  variables: SearchedLogVariables,
})
export class SearchedLogResource implements ReadableTemplate<SearchedLogVariables> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  read({ log, search }: SearchedLogVariables): Promise<string> {
    return logText(this.firewall, log, search);
  }
}
