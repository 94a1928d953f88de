import { OpnError } from '../../ports';
import { undoFailed } from './change-errors';
import { type ChangeEnder } from './change-ender';
import { type ChangeRecord, hasWritten } from './change-record';
import { hasEndedElsewhere } from './change-store';
import { claimWhenFree } from './ending';
import { type FilterTimer } from './filter-timer';
import { type HeldChange } from './held-change';
import { notesOf } from './journal-notes';
import { type JournalledChange } from './journalled-change';
import { takeBackLate } from './late-steps';
import { restore, type Restored } from './restore';
import { type SavepointPorts } from './savepoint-ports';

/** What taking back a call that failed works with. */
export interface FailedCallParts {
  readonly ports: SavepointPorts;
  readonly held: HeldChange;
  readonly timer: FilterTimer;
  readonly ender: ChangeEnder;
}

/** Takes back what a call that failed has written; gives the error to throw: the original one, or OPN_UNDO_FAILED with what is left. */
export class FailedCall {
  constructor(private readonly parts: FailedCallParts) {}

  async takeBack(change: JournalledChange, cause: unknown): Promise<unknown> {
    const { ports, timer } = this.parts;
    const { record, steps, mark } = change;
    change.close();
    if (record === undefined) return cause;
    if (await hasEndedElsewhere(ports.store, record).catch(() => false)) return this.takeBackOvertaken(change, record, cause);
    const isOnly = record.steps.length === steps.length;
    if (!hasWritten({ steps })) {
      await this.leave(record, steps.length, undefined);
      return cause;
    }
    let restored: Restored;
    try {
      if (isOnly) await timer.cancel(record).catch(() => false);
      restored = await restore({ record, steps, base: mark, note: notesOf(ports, record.id) }, ports.firewall);
    } catch (problem) {
      return this.retriedLater(record, cause, problem);
    }
    await this.leave(record, steps.length, restored);
    return restored.left.length === 0 ? cause : undoFailed(cause, restored.left);
  }

  /** The change without the call's steps, which stand last: what was open before goes on, with the time that the call renewed. */
  private async leave(record: ChangeRecord, count: number, restored: Restored | undefined): Promise<void> {
    const { held, timer, ender } = this.parts;
    const isOnly = record.steps.length === count;
    record.steps.splice(record.steps.length - count, count);
    if (isOnly) return ender.finish(record, restored && { outcome: restored.left.length === 0 ? 'undone' : 'partly-undone', after: undefined, event: 'close' });
    await timer.resume(record).catch(() => undefined);
    await held.keep(record);
    ender.endInTime(record);
  }

  /** Another process has ended the change while the call was at work: what arrived only after that is taken back. */
  private async takeBackOvertaken({ steps, mark }: JournalledChange, record: ChangeRecord, cause: unknown): Promise<unknown> {
    const { ports, held, ender } = this.parts;
    try {
      // It may have died over it, or given up.
      if (await claimWhenFree(record, ports)) {
        await ender.takeBackClaimed(record);
        return cause;
      }
      held.forget();
      const left = await takeBackLate({ record, steps, mark, note: notesOf(ports, record.id) }, ports.firewall, ports.store);
      return left.length === 0 ? cause : undoFailed(cause, left);
    } catch (problem) {
      held.forget();
      return undoFailed(cause, [`what was sent last: ${problem instanceof OpnError ? problem.message : 'a defect in this server'}`]);
    }
  }

  private retriedLater(record: ChangeRecord, cause: unknown, problem: unknown): OpnError {
    const { ports, held, ender } = this.parts;
    record.deadline = ports.clock.now();
    void ports.store.keep(record, true).catch(() => undefined);
    held.tellWatchdog(record);
    ender.endInTime(record);
    const why = problem instanceof OpnError ? problem.message : 'a defect in this server';
    return undoFailed(cause, [`everything: ${why} It is tried again until the firewall can be reached; opn_pending_changes tells how it stands`]);
  }
}
