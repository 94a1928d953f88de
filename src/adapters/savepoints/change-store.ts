import { OpnError, type PastChange } from '../../ports';
import { type ChangeRecord, savedPaths } from './change-record';

/** A change that ended, with what undoing it later would need. */
export interface KeptChange extends PastChange {
  readonly record: ChangeRecord;
}

/** What is kept of a change that ends at `now`, in milliseconds since 1970; `after` is the last history entry that it made. */
export function keptChange(record: ChangeRecord, { outcome, after, now }: Pick<PastChange, 'outcome' | 'after'> & { readonly now: number }): KeptChange {
  const iso = (time: number): string => new Date(time).toISOString();
  return { id: record.id, tools: record.tools, opened: iso(record.opened), ended: iso(now), outcome, saved: savedPaths(record), before: record.base, after, record };
}

/** Who may end a change, and how: the first to ask, as long as that process lives. */
export interface Claim {
  readonly how: 'confirm' | 'rollback';
  readonly by: number;
}

/** Where changes are kept, so that what one process leaves open another can finish. */
export interface ChangeStore {
  /** The change that is open, whoever opened it; its requests may have lost their secrets. */
  load(): Promise<ChangeRecord | undefined>;
  /** Keeps a change that begins, or is taken over; false when another one is open. */
  open(record: ChangeRecord): Promise<boolean>;
  /** Keeps the open change; rejects when it cannot, and with OPN_EXPIRED when anybody but its owner ends or has ended it: nothing may be sent then. What is urgent survives a loss of power, too. */
  keep(record: ChangeRecord, isUrgent: boolean): Promise<void>;
  /** True for the first process that wants to end the open change, and for the next when that one has died; the others, and whoever comes once it has ended, leave it alone. */
  claim(id: string, claim: Claim): Promise<boolean>;
  /** Who claimed it, or undefined. */
  claimed(id: string): Promise<Claim | undefined>;
  /** Gives up one's own claim: the change could not be ended. */
  release(id: string): Promise<void>;
  /** Lets go of an open change that wrote nothing, as if it had never been. */
  discard(id: string): Promise<void>;
  /** Ends the open change and keeps what became of it. */
  close(change: KeptChange): Promise<void>;
  /** The newest changes that ended, newest first. */
  closed(count: number): Promise<readonly KeptChange[]>;
  /** True when that process lives. */
  lives(owner: number): boolean;
}

const KEPT = 100;

/** Rejects with OPN_EXPIRED unless the change is still its owner's to go on with. */
export async function refuseEnded(store: Pick<ChangeStore, 'load' | 'claimed'>, { id, owner }: ChangeRecord): Promise<void> {
  if (await hasEndedElsewhere(store, { id, owner })) throw endedElsewhere(id);
}

/** True when somebody else than its owner ends, or has ended, the change. */
export async function hasEndedElsewhere(store: Pick<ChangeStore, 'load' | 'claimed'>, { id, owner }: Pick<ChangeRecord, 'id' | 'owner'>): Promise<boolean> {
  const claim = await store.claimed(id);
  return (claim !== undefined && claim.by !== owner) || (await store.load())?.id !== id;
}

function endedElsewhere(id: string): OpnError {
  return new OpnError(
    'OPN_EXPIRED',
    `Another process has ended the change ${id}, as its time was up or somebody asked for it, so nothing more of this call is sent, and what it had sent is taken back.`,
    'opn_change_history tells what became of the change; make it again if it is still wanted.',
  );
}

/** Keeps changes as long as the process runs. */
export class MemoryChangeStore implements ChangeStore {
  private present: ChangeRecord | undefined;
  private readonly claims = new Map<string, Claim>();
  private ended: KeptChange[] = [];

  async load(): Promise<ChangeRecord | undefined> {
    return this.present;
  }

  async open(record: ChangeRecord): Promise<boolean> {
    if (this.present !== undefined && this.present.id !== record.id) return false;
    this.present = record;
    return true;
  }

  async keep(record: ChangeRecord): Promise<void> {
    await refuseEnded(this, record);
    this.present = record;
  }

  async claim(id: string, claim: Claim): Promise<boolean> {
    const present = this.claims.get(id);
    if ((present !== undefined && this.lives(present.by)) || this.present?.id !== id) return false;
    this.claims.set(id, claim);
    return true;
  }

  async claimed(id: string): Promise<Claim | undefined> {
    return this.claims.get(id);
  }

  async release(id: string): Promise<void> {
    this.claims.delete(id);
  }

  async discard(id: string): Promise<void> {
    if (this.present?.id === id) this.present = undefined;
    this.claims.delete(id);
  }

  async close(change: KeptChange): Promise<void> {
    await this.discard(change.id);
    this.ended = [change, ...this.ended.filter(({ id }) => id !== change.id)].slice(0, KEPT);
  }

  async closed(count: number): Promise<readonly KeptChange[]> {
    return this.ended.slice(0, Math.max(0, count));
  }

  lives(owner: number): boolean {
    return owner === process.pid;
  }
}
