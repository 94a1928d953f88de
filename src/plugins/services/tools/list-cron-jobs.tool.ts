import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { CronJob } from '../cron-job';
import { cronJobs } from '../services.endpoints';

/** Which jobs. */
export class ListCronJobsInput extends ListInput {
  override limit = 25;
}

/** A page of jobs. */
export class ListCronJobsOutput extends ListOutput {
  @ListOf(() => CronJob) jobs!: CronJob[];
}

/** `opn_list_cron_jobs` */
@Tool({
  name: 'opn_list_cron_jobs',
  title: 'Scheduled jobs',
  description: 'See what the firewall runs at certain times, and when.',
  effect: 'read',
  input: ListCronJobsInput,
  output: ListCronJobsOutput,
  uses: [cronJobs.search],
})
export class ListCronJobsTool implements ReadTool<ListCronJobsInput, ListCronJobsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListCronJobsInput): Promise<ListCronJobsOutput> {
    const { items, total } = await cronJobs.list(this.firewall, input);
    return { total, jobs: [...items] };
  }
}
