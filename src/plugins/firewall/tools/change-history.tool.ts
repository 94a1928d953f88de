import { IsArray, IsIn, IsInt, IsString, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Optional, present, type ReadTool, Tool, Uuid } from '../../../core';
import { ChangeControl, type PastChange, type ValueDifference } from '../../../ports';

/** Which changes to show. */
export class ChangeHistoryInput {
  @Describe('How many, newest first') @IsInt() @Min(1) @Max(100) limit = 10;
  @Describe('Show one change with every value it made different') @Optional() @Uuid() id?: string;
}

/** One change made through this server. */
export class ChangeSummary {
  @IsString() id!: string;
  @IsArray() @IsString({ each: true }) tools!: string[];
  /** ISO 8601, UTC. */
  @IsString() opened!: string;
  @IsString() ended!: string;
  @IsIn(['confirmed', 'kept', 'undone', 'partly-undone']) outcome!: PastChange['outcome'];
  /** Endpoints of what was saved, in order. */
  @IsArray() @IsString({ each: true }) saved!: string[];
}

/** One value that a change made different. */
export class Difference {
  /** Dotted path in the configuration. */
  @IsString() path!: string;
  @Optional() @IsString() from?: string;
  @Optional() @IsString() to?: string;
}

/** Changes made through this server. */
export class ChangeHistory {
  @ListOf(() => ChangeSummary) changes!: ChangeSummary[];
  /** Only when one change was asked for, and the firewall's history still has it. */
  @Optional() @ListOf(() => Difference) differences?: Difference[];
  @Optional() @IsString() note?: string;
}

const ALL = 100;

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
    if (id === undefined) return { changes: (await this.control.past(limit)).map(toSummary) };
    const differences = await this.control.differences(id);
    const changes = (await this.control.past(ALL)).filter(change => change.id === id).map(toSummary);
    if (differences === undefined) return { changes, note: "The firewall's history does not hold the configurations before and after any more." };
    return { changes, differences: differences.map(toDifference) };
  }
}

function toSummary({ id, tools, opened, ended, outcome, saved }: PastChange): ChangeSummary {
  return { id, tools: [...tools], opened, ended, outcome, saved: [...saved] };
}

function toDifference({ path, from, to }: ValueDifference): Difference {
  return present<Difference>({ path, from, to });
}
