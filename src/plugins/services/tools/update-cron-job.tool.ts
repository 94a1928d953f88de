import { IsArray, IsNotEmpty, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { cronCommands, CronDetails, cronValues } from '../cron-input';
import { cronJobs, reconfigureCron } from '../services.endpoints';

/** Which job, and what it is to be. */
export class UpdateCronJobInput extends CronDetails {
  @Describe('From opn_list_cron_jobs') @Uuid() uuid!: string;
  @Describe('A wrong one is answered with the list') @Optional() @IsNotEmpty() @IsString() command?: string;
  @Describe('Its purpose') @Optional() @IsNotEmpty() @IsString() description?: string;
}

/** What was changed. */
export class UpdateCronJobOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_cron_job';

/** `opn_update_cron_job` */
@Tool({
  name: TOOL,
  title: 'Change a scheduled job',
  description: 'Change the given fields of a scheduled job, or switch it on or off. Jobs that another part of the firewall made keep their command.',
  effect: 'destroy',
  optIn: true,
  input: UpdateCronJobInput,
  output: UpdateCronJobOutput,
  uses: [cronJobs.get, cronJobs.search, cronJobs.set, reconfigureCron],
  idempotent: true,
})
export class UpdateCronJobTool implements WriteTool<UpdateCronJobInput, UpdateCronJobOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateCronJobInput, change: Change): Promise<UpdateCronJobOutput> {
    refuseEmpty(TOOL, input);
    const [former, commands] = await Promise.all([cronJobs.existing(this.firewall, uuid), cronCommands(this.firewall)]);
    const values = differing(cronValues(TOOL, input, commands), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed };
    // The firewall compares these of a job that another part made, also when they were not sent.
    const { origin, command = '', parameters = '' } = former;
    await cronJobs.change(change, uuid, origin === 'cron' ? values : { command, parameters, ...values }, former);
    await change.apply(reconfigureCron);
    return { uuid, changed };
  }
}
