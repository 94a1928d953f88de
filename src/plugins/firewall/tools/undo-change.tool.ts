import { inject } from 'tsyringe';
import { Describe, type SettleTool, Tool, Uuid } from '../../../core';
import { ChangeControl } from '../../../ports';
import { Settled, toSettled } from '../settled';

/** Which change to take back. */
export class UndoChangeInput {
  @Describe('Id of a change, from its result or opn_change_history') @Uuid() id!: string;
}

/** `opn_undo_change` */
@Tool({
  name: 'opn_undo_change',
  title: 'Undo a change',
  description: 'Take back a change that was kept or confirmed earlier; a confirmed one only until that is confirmed, too. Refused when others have changed the same since.',
  effect: 'settle',
  input: UndoChangeInput,
  output: Settled,
  uses: [],
})
export class UndoChangeTool implements SettleTool<UndoChangeInput, Settled> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run({ id }: UndoChangeInput): Promise<Settled> {
    return toSettled(await this.control.undo(id));
  }
}
