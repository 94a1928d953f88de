import { type ChangeStep, type InverseStep, type LockoutVerdict } from '../../ports';

/** One request of a change, and how it went. */
export interface SentStep extends ChangeStep {
  readonly kind: 'save' | 'apply';
  /** `unclear`: nobody knows whether the firewall carried it out. */
  status: 'sent' | 'done' | 'refused' | 'unclear';
  /** What takes it back; empty for an apply, and until a save was answered. */
  inverse: readonly InverseStep[];
  /** Milliseconds until its answer came. */
  took?: number;
  /** How many of the inverse requests were carried out, when taking back was interrupted. */
  undone?: number;
}

/** A change while it can still be taken back: plain data that can be kept on disk and handed to another process. */
export interface ChangeRecord {
  readonly id: string;
  readonly tools: string[];
  /** Milliseconds since 1970. */
  readonly opened: number;
  /** When it is taken back unless confirmed, milliseconds since 1970; undefined for a change that needs no confirmation. */
  deadline: number | undefined;
  /** Id of the newest history entry before the first write; undefined when the key may not read the history. */
  base: string | undefined;
  readonly steps: SentStep[];
  /** Every writing request sent for it, undoing ones included, as the history names them. */
  readonly sent: string[];
  /** The revision that the firewall's own timer runs with. */
  timer: string | undefined;
  /** True once the firewall's own timer was started for it, whatever became of that. */
  wasTimed?: boolean;
  /** True when the caller accepted that it may cut the way to the firewall. */
  acceptLockout?: boolean;
  /** What the lock-out guard made of the last rules before they were applied. */
  managementPath?: LockoutVerdict;
  /** True when the key may not ask whether the packet filter took the rules. */
  isFilterHidden?: boolean;
  /** The process that watches over it, if there is one. */
  watchdog?: number | undefined;
  /** The process that answers for it. */
  owner: number;
  /** Id of the earlier change that it takes back. */
  undoes?: string;
  /** True when something of that change was left. */
  undoesPartly?: true;
}

/** A request as the configuration history names it: without case and underscores, which do not matter to OPNsense. */
export function historyName(path: string, args: readonly string[] = []): string {
  return `/api/${[path, ...args].join('/')}`.replaceAll('_', '').toLowerCase();
}

/** What confirms the change: the revision of the history entry before it, or its id. */
export function revisionOf({ base, id }: ChangeRecord): string {
  return base === undefined ? id : base.replace(/^config-|\.xml$/g, '');
}

/** Endpoints of everything that was, or may have been, saved, in order. */
export function savedPaths({ steps }: { readonly steps: readonly SentStep[] }): string[] {
  return steps.filter(({ kind, status }) => kind === 'save' && status !== 'refused').map(({ endpoint }) => endpoint.path);
}

/** True when something was, or may have been, written. */
export function hasWritten({ steps }: { readonly steps: readonly SentStep[] }): boolean {
  return steps.some(({ status }) => status !== 'refused');
}
