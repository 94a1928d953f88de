import { IsBoolean, IsString } from 'class-validator';
import { type Choices, choicesIn, chosen, Describe, type GotItem, inWords, Optional } from '../../core';
import { type FirewallApi } from '../../ports';
import { cronJobs } from './services.endpoints';

/** When a job runs and what it is; the firewall checks the texts. */
export class CronDetails {
  @Describe('As in a crontab: 0,30') @Optional() @IsString() minutes?: string;
  @Describe('0-23') @Optional() @IsString() hours?: string;
  @Describe('Of the month') @Optional() @IsString() days?: string;
  @Describe('1-12') @Optional() @IsString() months?: string;
  @Describe('0 is Sunday') @Optional() @IsString() weekdays?: string;
  @Describe('For the command') @Optional() @IsString() parameters?: string;
  @Describe('On or off') @Optional() @IsBoolean() enabled?: boolean;
}

/** What else is said of a job. */
export interface CronNames {
  readonly command?: string | undefined;
  readonly description?: string | undefined;
}

/** The commands that jobs can run on this firewall, with its plugins. */
export async function cronCommands(firewall: FirewallApi): Promise<Choices> {
  const { job = {} } = (await firewall.read(cronJobs.get)) as Readonly<Record<string, GotItem>>;
  return choicesIn(job['command']);
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for a command that this firewall does not have. */
export function cronValues(tool: string, { command, ...rest }: CronDetails & CronNames, commands: Choices): Record<string, string> {
  return inWords({ ...rest, command: command === undefined ? undefined : chosen(tool, 'command', command, commands) });
}
