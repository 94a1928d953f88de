import { type InjectionToken } from './token';

/** One link of the chain from this server to what its tools do, and how it is. */
export interface Finding {
  /** In one or two words: `tls`, `key`, `privileges: dns`. */
  readonly link: string;
  /** `skipped`: it could not be looked at, as one before it failed, or there is nothing to look at. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, in a sentence. */
  readonly says: string;
  /** What to do about it; set for warnings and failures. */
  readonly fix?: string;
}

/** Examines the chain link by link; the findings carry no secret. */
export interface Doctor {
  /** Every finding, in the order of the chain. Rejects only with OPN_CANCELLED. */
  examine(options?: { readonly signal?: AbortSignal }): Promise<readonly Finding[]>;
}
/** Injects who examines the chain. */
export const Doctor: InjectionToken<Doctor> = Symbol.for('opnsense-mcp/Doctor');
