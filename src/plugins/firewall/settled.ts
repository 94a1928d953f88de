import { IsArray, IsIn, IsObject, IsString } from 'class-validator';
import { Optional, present, withChange } from '../../core';
import { type Settlement } from '../../ports';

/** The ways in which a call ends a change, or does not. */
export const STATUSES = ['confirmed', 'undone', 'partly-undone', 'not_applicable'] as const;

/** How a change ended. */
export class Settled {
  @IsIn(STATUSES) status!: (typeof STATUSES)[number];
  @Optional() @IsString() id?: string;
  /** What was read back, and how it compares. */
  @IsString() verified!: string;
  /** What could not be taken back. */
  @Optional() @IsArray() @IsString({ each: true }) left?: string[];
  /** What waits for its own confirmation. */
  @Optional() @IsObject() change?: object;
}

/** A settlement as a result. */
export function toSettled({ id, outcome, verified, left, open }: Settlement): Settled {
  const settled = present<Settled>({ status: outcome, id, verified, left: left.length === 0 ? undefined : [...left] });
  return open === undefined ? settled : withChange({ result: settled, open, id: undefined });
}
