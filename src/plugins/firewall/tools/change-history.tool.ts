import { IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, type ReadTool, Tool, Uuid } from '../../../core';
import { ChangeControl } from '../../../ports';
import { ChangeHistory, pastChange, toSummary } from '../past-change';

/** Which changes to show. */
export class ChangeHistoryInput {
  @Describe('How many, newest first') @IsInt() @Min(1) @Max(100) limit = 10;
  @Describe('Show one change with every value it made different') @Optional() @Uuid() id?: string;
}

/** `opn_change_history` */
@Tool({
  name: 'opn_change_history',
  title: 'Change history',
  description: 'See what was changed through this server, when, by which tools and how it ended; with `id`, also each value before and after.',
  effect: 'read',
  input: ChangeHistoryInput,
  output: ChangeHistory,
  uses: [],
})
export class ChangeHistoryTool implements ReadTool<ChangeHistoryInput, ChangeHistory> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async run({ id, limit }: ChangeHistoryInput): Promise<ChangeHistory> {
    return id === undefined ? { changes: (await this.control.past(limit)).map(toSummary) } : pastChange(this.control, id);
  }
}
