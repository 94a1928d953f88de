import { type InjectionToken } from './token';

/** Keeps secrets inside. */
export interface Redactor {
  /**
   * A copy of a JSON value that may leave the process: secrets replaced, control and invisible characters removed.
   * `reveal` keeps the firewall's secrets (the operator consented), never our own credentials.
   */
  redact<T>(value: T, options?: { readonly reveal?: boolean }): T;
  /** The same for one text: a log line, an error. */
  text(text: string): string;
  /** True when a configuration field of that name, at that path from the root (lower case), holds a secret. */
  isSecretField(path: readonly string[]): boolean;
}
/** Injects the redactor. */
export const Redactor: InjectionToken<Redactor> = Symbol.for('opnsense-mcp/Redactor');

/** What stands where a secret was. */
export const REDACTED = '[REDACTED]';
