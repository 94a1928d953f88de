import { type InjectionToken } from './token';
import { type EndpointRequest } from './endpoint';

/** One line of the record of changes; never holds a secret. */
export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly change: string;
  readonly event: 'open' | 'join' | 'save' | 'saved' | 'apply' | 'applied' | 'failed' | 'undo' | 'undone' | 'undo-failed' | 'confirm' | 'expire' | 'resume' | 'close';
  readonly tool?: string;
  readonly endpoint?: string;
  readonly request?: EndpointRequest;
  readonly detail?: string;
}

/** The record of everything written to the firewall, kept before it is sent. */
export interface Journal {
  /** Rejects when the entry cannot be kept; nothing may be sent then. */
  append(entry: JournalEntry): Promise<void>;
  /** The newest entries, oldest first. */
  latest(count: number): Promise<readonly JournalEntry[]>;
}
/** Injects the record of changes. */
export const Journal: InjectionToken<Journal> = Symbol.for('opnsense-mcp/Journal');
