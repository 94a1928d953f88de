import { IsArray, IsIn, IsString } from 'class-validator';
import { ListOf, Optional } from '../../core';
import { ChangedValue, changedValue } from '../../core/system';
import { type ChangeControl, type PastChange } from '../../ports';

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

/** Changes made through this server. */
export class ChangeHistory {
  @ListOf(() => ChangeSummary) changes!: ChangeSummary[];
  /** Only when one change was asked for, and the firewall's history still has it. */
  @Optional() @ListOf(() => ChangedValue) differences?: ChangedValue[];
  @Optional() @IsString() note?: string;
}

/** As many past changes as the record holds. */
export const ALL_CHANGES = 100;

/** The change of that id with what it made different; no change for an id that the record does not have. */
export async function pastChange(control: ChangeControl, id: string): Promise<ChangeHistory> {
  const differences = await control.differences(id);
  const changes = (await control.past(ALL_CHANGES)).filter(change => change.id === id).map(toSummary);
  if (differences === undefined) return { changes, note: "The firewall's history does not hold the configurations before and after any more." };
  return { changes, differences: differences.map(changedValue) };
}

/** A past change in the words of a result. */
export function toSummary({ id, tools, opened, ended, outcome, saved }: PastChange): ChangeSummary {
  return { id, tools: [...tools], opened, ended, outcome, saved: [...saved] };
}
