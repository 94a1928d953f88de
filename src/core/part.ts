import { IsString } from 'class-validator';
import { type ErrorCode, OpnError } from '../ports';
import { Optional } from './fields';

/** A part of a result that could not be read, and what to do about it. */
export class Unavailable {
  @IsString() what!: string;
  @IsString() why!: string;
  @Optional() @IsString() hint?: string;
}

/** One part of a result: its value, or why there is none. */
export interface Part<T> {
  readonly value?: T;
  readonly problem?: Unavailable;
}

// These concern the connection or the whole call: no other part would fare better.
const WHOLE: readonly ErrorCode[] = ['OPN_UNAUTHORIZED', 'OPN_UNREACHABLE', 'OPN_TLS', 'OPN_CANCELLED', 'OPN_INTERNAL'];

/** True for an error that would fail every other part of a result as well. */
export function concernsWhole({ code }: OpnError): boolean {
  return WHOLE.includes(code);
}

/** Reads one part of a result; rejects only with what would fail the other parts as well. */
export async function part<T>(what: string, reading: Promise<T>): Promise<Part<T>> {
  try {
    return { value: await reading };
  } catch (problem) {
    if (!(problem instanceof OpnError) || concernsWhole(problem)) throw problem;
    const { code, message, hint } = problem;
    return { problem: { what, why: `${code}: ${message}`, ...(hint === undefined ? {} : { hint }) } };
  }
}

/** The parts that could not be read. */
export function unavailable(...parts: readonly Part<unknown>[]): Unavailable[] {
  return parts.flatMap(({ problem }) => problem ?? []);
}
