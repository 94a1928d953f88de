import { type TlsTrust } from '../opnsense-http/tls-trust';
import { type ChangeRecord } from '../savepoints/change-record';

/** What the watchdog is told first, over its standard input: the credentials stand in no argument and no environment. */
export interface StartOrder {
  readonly origin: string;
  readonly trust: TlsTrust;
  readonly key: string;
  readonly secret: string;
  /** Where the server keeps its changes. */
  readonly folder: string;
  readonly record: ChangeRecord;
}

/** What it is told later: how the change stands now, or that it has ended. */
export type Order = { readonly record: ChangeRecord } | { readonly end: true };

/** Reads one line; undefined for one that the death of the server cut off. */
export function parseOrder<T extends StartOrder | Order>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}

/** What the watchdog says once it holds a connection. */
export const READY = 'ready';
