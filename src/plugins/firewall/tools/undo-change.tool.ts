import { IsArray, IsBoolean, IsIn, IsObject, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, type SettleTool, shownRehearsal, Tool, Uuid } from '../../../core';
import { ChangeControl } from '../../../ports';
import { type Settled, STATUSES, toSettled } from '../settled';

/** Which change to take back. */
export class UndoChangeInput {
  @Describe('Id of a change, from its result or opn_change_history') @Uuid() id!: string;
  @Describe('Preview') @IsBoolean() dry_run = false;
}

/** How the undo ended; a dry run has only what it would do. */
export class UndoChangeOutput {
  @Optional() @IsIn(STATUSES) status?: Settled['status'];
  @Optional() @IsString() id?: string;
  /** What was read back, and how it compares. */
  @Optional() @IsString() verified?: string;
  /** What could not be taken back. */
  @Optional() @IsArray() @IsString({ each: true }) left?: string[];
  /** What waits for its own confirmation. */
  @Optional() @IsObject() change?: object;
  @Optional() @IsObject() dry_run?: object;
}

/** `opn_undo_change` */
@Tool({
  name: 'opn_undo_change',
  title: 'Undo a change',
  description: 'Take back a change that was kept or confirmed earlier; a confirmed one only until that is confirmed, too. Refused when others have changed the same since.',
  effect: 'settle',
  mayLockOut: true,
  input: UndoChangeInput,
  output: UndoChangeOutput,
  uses: [],
})
export class UndoChangeTool implements SettleTool<UndoChangeInput, UndoChangeOutput> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run({ id, dry_run }: UndoChangeInput): Promise<UndoChangeOutput> {
    if (dry_run) return shownRehearsal(await this.control.rehearseUndo(id));
    return toSettled(await this.control.undo(id));
  }
}
