import { IsBoolean } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, type ReadTool, Tool } from '../../../core';
import { ChangeControl, ConfigurationHistory } from '../../../ports';
import { COMPARES, pendingChange, PendingChanges } from '../pending-change';
import { PENDING_CHANGE_VIEW } from '../views/pending-change.view';

/** How much to tell. */
export class PendingChangesInput {
  @Describe('Also each value before and now') @IsBoolean() differences = false;
}

/** `opn_pending_changes` */
@Tool({
  name: 'opn_pending_changes',
  title: 'Pending changes',
  description: 'See whether a change waits for its confirmation, how long there is time, and who undoes it otherwise.',
  effect: 'read',
  input: PendingChangesInput,
  output: PendingChanges,
  view: PENDING_CHANGE_VIEW,
  uses: COMPARES,
})
export class PendingChangesTool implements ReadTool<PendingChangesInput, PendingChanges> {
  constructor(
    @inject(ChangeControl) private readonly control: ChangeControl,
    @inject(ConfigurationHistory) private readonly history: ConfigurationHistory,
  ) {}

  async run({ differences }: PendingChangesInput): Promise<PendingChanges> {
    return pendingChange(this.control, differences ? this.history : undefined);
  }
}
