import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { cronJobs, reconfigureCron } from '../services.endpoints';

/** Which job. */
export class DeleteCronJobInput {
  @Describe('From opn_list_cron_jobs') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteCronJobOutput {
  @IsString() deleted!: string;
  @IsString() description!: string;
}

/** `opn_delete_cron_job` */
@Tool({
  name: 'opn_delete_cron_job',
  title: 'Delete a scheduled job',
  description: 'Delete a scheduled job; to pause it, set enabled to false instead.',
  effect: 'destroy',
  optIn: true,
  input: DeleteCronJobInput,
  output: DeleteCronJobOutput,
  uses: [cronJobs.get, cronJobs.search, cronJobs.del, cronJobs.add, reconfigureCron],
  idempotent: true,
})
export class DeleteCronJobTool implements WriteTool<DeleteCronJobInput, DeleteCronJobOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteCronJobInput, change: Change): Promise<DeleteCronJobOutput> {
    const former = await cronJobs.existing(this.firewall, uuid);
    // A command that no plugin has any more is left empty; its job can go.
    if (former['origin'] !== 'cron' && former['command'] !== '') {
      throw new OpnError('OPN_IN_USE', `The job '${String(former['description'])}' belongs to ${String(former['origin'])}, which made it.`, 'Let opn_update_cron_job set enabled to false, or switch it off in that part of the firewall.');
    }
    // Here a set with a new uuid makes nothing; after an undo by hand the job has another one.
    await change.save(cronJobs.del, { path: [uuid] }, () => [{ endpoint: cronJobs.add, request: { body: { job: former } } }]);
    await change.apply(reconfigureCron);
    return { deleted: uuid, description: String(former['description']) };
  }
}
