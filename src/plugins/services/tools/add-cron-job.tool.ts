import { IsNotEmpty, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { cronCommands, CronDetails, cronValues } from '../cron-input';
import { cronJobs, reconfigureCron } from '../services.endpoints';

/** What the job is to be. */
export class AddCronJobInput extends CronDetails {
  override minutes = '0';
  override hours = '0';
  @Describe('Such as "unbound restart"; a wrong one is answered with the list') @IsNotEmpty() @IsString() command!: string;
  @Describe('Its purpose') @IsNotEmpty() @IsString() description!: string;
}

/** The new job. */
export class AddCronJobOutput {
  @IsString() uuid!: string;
  /** When it runs, as in a crontab. */
  @IsString() schedule!: string;
}

const TOOL = 'opn_add_cron_job';

/** `opn_add_cron_job` */
@Tool({
  name: TOOL,
  title: 'Add a scheduled job',
  description: "Let the firewall run one of its own commands at certain times (its time zone): daily at midnight unless said otherwise.",
  effect: 'write',
  optIn: true,
  input: AddCronJobInput,
  output: AddCronJobOutput,
  uses: [cronJobs.get, cronJobs.add, cronJobs.del, reconfigureCron],
})
export class AddCronJobTool implements WriteTool<AddCronJobInput, AddCronJobOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddCronJobInput, change: Change): Promise<AddCronJobOutput> {
    const values = cronValues(TOOL, input, await cronCommands(this.firewall));
    const uuid = await cronJobs.create(change, values);
    await change.apply(reconfigureCron);
    const { minutes, hours, days = '*', months = '*', weekdays = '*' } = input;
    return { uuid, schedule: [minutes, hours, days, months, weekdays].join(' ') };
  }
}
