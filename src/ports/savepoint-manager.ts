import { type InjectionToken } from './token';
import { type OpenChange, type ValueDifference } from './change-control';
import { type EndpointRequest, type WriteEndpoint } from './endpoint';
import { type WritingEffect } from './effect';
import { type LockoutVerdict } from './lockout-guard';

/** One request, as data, so that it can be journalled and run by another process. */
export interface ChangeStep {
  readonly endpoint: WriteEndpoint;
  readonly request: EndpointRequest;
}

/** One request that takes back another. */
export interface InverseStep extends ChangeStep {
  /** True for one that saves nothing, but lets something load anew what the other had loaded; also sent when the whole configuration was restored. */
  readonly reloads?: true;
  /** True for one without which something goes on running, whatever is saved; also sent before the whole configuration is restored. */
  readonly unloads?: true;
}

/** Says how a saved step is taken back, given the answer to it. */
export type Inverse<T> = (answer: T) => readonly InverseStep[];

/** The only way to write: everything sent through it is journalled first and can be undone. */
export interface Change {
  /** Identifies the change in the journal and to the caller. */
  readonly id: string;
  /** Saves something in the configuration; `inverse` takes it back. */
  save<T>(endpoint: WriteEndpoint<T>, request: EndpointRequest, inverse: Inverse<T>): Promise<T>;
  /** Makes what was saved run; repeated after an undo. */
  apply<T>(endpoint: WriteEndpoint<T>, request?: EndpointRequest): Promise<T>;
  /** Says why what follows may cut the way to the firewall, where no rule shows it; throws OPN_LOCKOUT unless a person has accepted that. */
  endanger(why: string): void;
}

/** Which tool changes what; goes into the journal. */
export interface ChangeReason {
  readonly tool: string;
  readonly effect: WritingEffect;
  /** True when the caller accepts that the change may cut the way to the firewall. */
  readonly acceptLockout?: boolean;
}

/** What came of the work, and the change it left open. */
export interface Changed<T> {
  readonly result: T;
  /** The change that waits for its confirmation; undefined when nothing waits. */
  readonly open: OpenChange | undefined;
  /** The id to undo it by; undefined when nothing was saved. */
  readonly id: string | undefined;
}

/** What a change would do, found out without sending anything that writes. */
export interface Rehearsal {
  /** Everything that would be sent, in order; saves know what the values are now. */
  readonly steps: readonly RehearsedStep[];
  /** Whether the way to the firewall would stay open; undefined when the change cannot touch it. */
  readonly lockout: LockoutVerdict | undefined;
  /** Every value that would become another in the saved configuration; only where the firewall's history tells. */
  readonly differences?: readonly ValueDifference[] | undefined;
}

/** One request that would be sent. */
export interface RehearsedStep extends ChangeStep {
  readonly kind: 'save' | 'apply';
  /** The requests that would take it back; they hold the present values. Empty for an apply. */
  readonly inverse: readonly InverseStep[];
}

/** Hands out a Change and undoes it when the work fails, or when nobody confirms what could cut the way to the firewall. */
export interface SavepointManager {
  /** Runs `work` with a Change; when it throws, everything it saved is taken back before the error goes on. */
  within<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<Changed<T>>;
  /** Runs `work` with a Change that sends nothing. */
  rehearse(reason: ChangeReason, work: (change: Change) => Promise<unknown>): Promise<Rehearsal>;
}
/** Injects what hands out changes. */
export const SavepointManager: InjectionToken<SavepointManager> = Symbol.for('opnsense-mcp/SavepointManager');
