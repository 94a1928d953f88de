import { type InjectionToken } from './token';
import { type EndpointRequest, type WriteEndpoint } from './endpoint';
import { type WritingEffect } from './effect';

/** One request that takes back another, as data, so that it can be journalled and run by another process. */
export interface InverseStep {
  readonly endpoint: WriteEndpoint;
  readonly request: EndpointRequest;
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
}

/** Which tool changes what; goes into the journal. */
export interface ChangeReason {
  readonly tool: string;
  readonly effect: WritingEffect;
}

/** Hands out a Change and undoes it when the work fails. */
export interface SavepointManager {
  /** Runs `work` with a Change; when it throws, everything it saved is taken back before the error goes on. */
  within<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<T>;
}
export const SavepointManager: InjectionToken<SavepointManager> = Symbol.for('opnsense-mcp/SavepointManager');
