import { type InjectionToken } from './token';

/** Time, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with OPN_CANCELLED when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
/** Injects the time. */
export const Clock: InjectionToken<Clock> = Symbol.for('opnsense-mcp/Clock');
