import { type InjectionToken } from './token';
import { type AskBefore } from './approval';
import { type Effect } from './effect';

/** Why a call is not allowed, and what the operator can do about it. */
export interface Refusal {
  readonly reason: string;
  readonly hint: string;
}

/** What the operator allows. Read-only unless said otherwise. */
export interface WritePolicy {
  /** The refusal of a tool of this domain and effect, or undefined when it may run. */
  refuses(tool: { readonly name: string; readonly domain: string; readonly effect: Effect }): Refusal | undefined;
  /** The refusal to show secrets, or undefined when the operator consented. */
  refusesSecrets(): Refusal | undefined;
  /** Which changes a person approves first. */
  asksBefore(): AskBefore;
  /** In words, for `opn_mcp_info`: `off`, `on`, or the domains. */
  describe(): string;
}
/** Injects what the operator allows. */
export const WritePolicy: InjectionToken<WritePolicy> = Symbol.for('opnsense-mcp/WritePolicy');
