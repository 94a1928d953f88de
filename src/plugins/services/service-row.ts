import { shape } from '../../core';

/** A daemon as `core/service/search` lists it. */
export interface ServiceRow {
  /** The name, and after a slash the instance where a daemon has several. */
  readonly id: string;
  readonly name: string;
  readonly running: number | string | boolean;
}

/** What each row has. */
export const serviceRow = shape.object({ id: shape.name, name: shape.name, running: shape.scalar });
