import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, type SettleTool, Tool } from '../../../core';
import { ChangeControl } from '../../../ports';
import { Settled, toSettled } from '../settled';

/** Which change to keep. */
export class ConfirmChangesInput {
  @Describe("`revision` of the change") @IsString() revision!: string;
}

/** `opn_confirm_changes` */
@Tool({
  name: 'opn_confirm_changes',
  title: 'Confirm changes',
  description: 'Once a change is seen to work: keeps everything in the open change, which is otherwise undone when its time is up.',
  effect: 'settle',
  input: ConfirmChangesInput,
  output: Settled,
  uses: [],
})
export class ConfirmChangesTool implements SettleTool<ConfirmChangesInput, Settled> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run({ revision }: ConfirmChangesInput): Promise<Settled> {
    if (revision === '') return { status: 'not_applicable', verified: 'Without a revision there is nothing to confirm.' };
    return toSettled(await this.control.confirm(revision));
  }
}
