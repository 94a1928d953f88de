import { IsIn, IsString } from 'class-validator';
import { type ItemDifference, type ValueDifference } from '../../ports';
import { ListOf, Optional } from '../fields';
import { present } from '../present';

/** One value of the configuration that differs. */
export class ChangedValue {
  /** Dotted: below its item, where it is listed with one. */
  @IsString() path!: string;
  /** Absent where there was none. */
  @Optional() @IsString() from?: string;
  @Optional() @IsString() to?: string;
}

/** One item, or one part of a section, of the configuration that differs. */
export class ChangedItem {
  @IsString() section!: string;
  @IsIn(['added', 'removed', 'changed']) change!: ItemDifference['change'];
  @Optional() @IsString() name?: string;
  @Optional() @IsString() uuid?: string;
  @ListOf(() => ChangedValue) values!: ChangedValue[];
}

/** The difference in one value as results show it. */
export function changedValue({ path, from, to }: ValueDifference): ChangedValue {
  return present<ChangedValue>({ path, from, to });
}

/** The difference in one item as results show it. */
export function changedItem({ section, change, name, uuid, values }: ItemDifference): ChangedItem {
  return present<ChangedItem>({ section, change, name, uuid, values: values.map(changedValue) });
}
