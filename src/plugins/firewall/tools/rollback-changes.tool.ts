import { inject } from 'tsyringe';
import { type SettleTool, Tool } from '../../../core';
import { ChangeControl } from '../../../ports';
import { Settled, toSettled } from '../settled';

/** No choices. */
export class RollbackChangesInput {}

/** `opn_rollback_changes` */
@Tool({
  name: 'opn_rollback_changes',
  title: 'Roll back changes',
  description: 'When an open change turned out wrong: takes back everything in it now, and compares what is saved with what was before.',
  effect: 'settle',
  input: RollbackChangesInput,
  output: Settled,
  uses: [],
})
export class RollbackChangesTool implements SettleTool<RollbackChangesInput, Settled> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run(): Promise<Settled> {
    return toSettled(await this.control.rollback());
  }
}
