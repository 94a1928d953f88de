import { type LockoutVerdict } from './lockout-guard';
import { type Rehearsal } from './savepoint-manager';
import { type InjectionToken } from './token';

/** A change that is undone unless it is confirmed in time. */
export interface OpenChange {
  readonly id: string;
  /** What confirms it; stays the same while later writes join it. */
  readonly revision: string;
  /** The tools that wrote in it. */
  readonly tools: readonly string[];
  /** Endpoints of everything that was saved, in order. */
  readonly saved: readonly string[];
  readonly secondsLeft: number;
  /** Who would undo it, each in a few words; never empty. */
  readonly protection: readonly string[];
  /** Whether the rules that were applied last let this server in; undefined when nobody judged them. */
  readonly managementPath: LockoutVerdict | undefined;
}

/** How a change ended. */
export interface Settlement {
  readonly id: string;
  readonly outcome: 'confirmed' | 'undone' | 'partly-undone';
  /** In a sentence: what was compared, and whether it is as it should be. */
  readonly verified: string;
  /** What could not be taken back, each in words; empty when all is as before. */
  readonly left: readonly string[];
  /** The change that took it back and waits for its own confirmation; absent when nothing waits. */
  readonly open?: OpenChange | undefined;
}

/** A change as the record keeps it. */
export interface PastChange {
  readonly id: string;
  readonly tools: readonly string[];
  /** ISO 8601, UTC. */
  readonly opened: string;
  readonly ended: string;
  readonly outcome: Settlement['outcome'] | 'kept';
  readonly saved: readonly string[];
  /** Ids of the configuration history: the entry before it, and the last one that it made; undefined when the history does not tell. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One value of the saved configuration that a change made different. */
export interface ValueDifference {
  /** Dotted path from the root; items by their uuid. */
  readonly path: string;
  /** Undefined where there was nothing; secrets are replaced. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** How an entry of the configuration history was put back. */
export interface RestoredEntry {
  /** The change that put it back. */
  readonly id: string | undefined;
  /** In a sentence: what was compared, and whether it is as it should be. */
  readonly verified: string;
  /** What is not as in that entry, or is saved but not loaded, each in words; empty when all is. */
  readonly left: readonly string[];
  readonly open: OpenChange | undefined;
}

/** How a past change is taken back. */
export interface UndoOptions {
  /** True when the caller accepts that this may cut the way to the firewall. */
  readonly acceptLockout?: boolean;
}

/** Confirms and takes back what was changed. */
export interface ChangeControl {
  /** The change that waits for its confirmation, or undefined. */
  pending(): Promise<OpenChange | undefined>;
  /** Keeps everything in the open change; rejects when the revision is not that of the open change, or it came too late. */
  confirm(revision: string): Promise<Settlement>;
  /** Takes back the open change now; rejects when there is none. */
  rollback(): Promise<Settlement>;
  /** The newest changes that ended, newest first. */
  past(count: number): Promise<readonly PastChange[]>;
  /** What a past change made different in the saved configuration; undefined when the firewall's history does not tell any more. */
  differences(id: string): Promise<readonly ValueDifference[] | undefined>;
  /** Takes back a change that had been kept, by a change that waits for its confirmation where that one did; rejects when that would throw away somebody's later work, or nobody can tell. */
  undo(id: string, options?: UndoOptions): Promise<Settlement>;
  /** What `undo` would send and make different, found out without sending anything that writes; rejects where `undo` would, except that a way in that would be cut is told as the verdict. */
  rehearseUndo(id: string): Promise<Rehearsal>;
  /** Puts back an entry of the configuration history and loads what differs, by a change that waits for its confirmation; rejects when the history does not have it. */
  restore(entry: string, options?: UndoOptions): Promise<RestoredEntry>;
  /** What `restore` would send and make different, found out without sending anything that writes. */
  rehearseRestore(entry: string): Promise<Rehearsal>;
}
/** Injects the open changes. */
export const ChangeControl: InjectionToken<ChangeControl> = Symbol.for('opnsense-mcp/ChangeControl');
