import { needsConfirmation } from '../../core';
import {
  type Change, type ChangeControl, type Changed, type ChangeReason, type EndpointRequest, type OpenChange, OpnError, type PastChange, type Rehearsal,
  type SavepointManager, type Settlement, type ValueDifference, type WriteEndpoint,
} from '../../ports';
import { attributeSince } from './attribution';
import { openElsewhere, shown, tooLate, undoFailed, undoLocksOut } from './change-errors';
import { type ChangeRecord, hasWritten, revisionOf, savedPaths } from './change-record';
import { hasEndedElsewhere, keptChange } from './change-store';
import { entriesAfter, isMadeByTimer, readHistoryIfAllowed } from './configuration-history';
import { verifyConfirmed } from './confirmation';
import { Countdown } from './countdown';
import { claimWhenFree, isOrphan, restoreUntilDone } from './ending';
import { FilterTimer } from './filter-timer';
import { type ChangeKeeper, JournalledChange, noteIn, type Reason } from './journalled-change';
import { takeBackLate } from './late-steps';
import { describeOpen } from './open-change';
import { PastChanges } from './past-changes';
import { RehearsedChange } from './rehearsed-change';
import { restore, type Restored } from './restore';
import { type SavepointPorts, type WatchdogSession } from './savepoint-ports';
import { carryOut, planUndo } from './undo-plan';

/** How long the watchdog, which holds a connection, goes first when a change is overdue. */
const WATCHDOG_FIRST_MS = 2_500;
const RETRY_MS = 2_000;
/** What the record names as the tool of a change that takes back an earlier one. */
const UNDO = 'opn_undo_change';

/**
 * One open change at a time: what is written while one waits for its confirmation joins it, and renews its deadline. Unless it is confirmed
 * in time, everything in it is taken back; what fails is taken back at once.
 */
export class Savepoints implements SavepointManager, ChangeControl, ChangeKeeper {
  private last: Promise<unknown> = Promise.resolve();
  private open: ChangeRecord | undefined;
  private watchdog: WatchdogSession | undefined;
  /** The change that an earlier process left open, once it is taken over. */
  private adopted: ChangeRecord | undefined;
  private readonly countdown: Countdown;
  private readonly timer: FilterTimer;
  private readonly ended: PastChanges;

  constructor(readonly ports: SavepointPorts) {
    this.countdown = new Countdown(ports.clock);
    this.timer = new FilterTimer(ports);
    this.ended = new PastChanges(ports);
  }

  within<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<Changed<T>> {
    return this.inTurn(() => this.run(reason, work));
  }

  async rehearse(_reason: ChangeReason, work: (change: Change) => Promise<unknown>): Promise<Rehearsal> {
    const change = new RehearsedChange();
    await change.watch(work);
    const touches = change.steps.some(needsConfirmation);
    const lockout = touches ? await this.ports.lockout?.judge(change.steps.filter(({ kind }) => kind === 'save')) : undefined;
    return { steps: change.steps, lockout };
  }

  /** Takes over what an earlier process left open: counts on, or takes back what is overdue. To be called once, at the start. */
  async resume(): Promise<void> {
    await this.inTurn(() => this.adoptOrphan());
  }

  /** Ends what only this process watches over; a change that a watchdog watches over stays open. To be called before the process goes. */
  async close(): Promise<void> {
    this.countdown.stop();
    const isOurs = this.open !== undefined && this.open !== this.adopted;
    if (isOurs && this.watchdog?.alive !== true) await this.rollback().catch(() => undefined);
  }

  async pending(): Promise<OpenChange | undefined> {
    await this.noticeEnd();
    const record = this.open ?? (await this.ports.store.load());
    return record?.deadline === undefined ? undefined : this.describe(record);
  }

  confirm(revision: string): Promise<Settlement> {
    return this.inTurn(async () => {
      const record = await this.openFor(revision);
      return this.ending(record, 'confirm', async () => {
        const cancelled = await this.timer.cancel(record);
        await this.refuseFired(record);
        const { verified, after } = await verifyConfirmed(record, cancelled, this.ports.firewall);
        await this.finished(record, { outcome: 'confirmed', after, event: 'confirm' });
        return { id: record.id, outcome: 'confirmed' as const, verified, left: [] };
      });
    });
  }

  rollback(): Promise<Settlement> {
    return this.inTurn(async () => {
      const record = await this.openFor(undefined);
      return this.ending(record, 'rollback', () => this.takeBack(record, 'undo'));
    });
  }

  past(count: number): Promise<readonly PastChange[]> {
    return this.ended.list(count);
  }

  differences(id: string): Promise<readonly ValueDifference[] | undefined> {
    return this.ended.differences(id);
  }

  undo(id: string): Promise<Settlement> {
    return this.inTurn(async () => {
      const { firewall } = this.ports;
      const kept = await this.ended.kept(id);
      if (kept.outcome === 'undone') throw new OpnError('OPN_REFUSED', `The change ${id} has been undone already.`);
      if ((await this.pending()) !== undefined) throw new OpnError('OPN_BUSY', 'Another change waits for its confirmation.', 'Confirm it (opn_confirm_changes) or take it back (opn_rollback_changes) first.');
      const plan = await planUndo(kept, firewall);
      const reason: Reason = { tool: UNDO, effect: 'destroy', undoes: id, isGuarded: plan.isGuarded };
      const { result: { verified, left }, open } = await this.run(reason, change => carryOut(plan, change, firewall)).catch((problem: unknown) => {
        throw problem instanceof OpnError && problem.code === 'OPN_LOCKOUT' ? undoLocksOut(id, problem) : problem;
      });
      return { id, outcome: left.length === 0 ? 'undone' : 'partly-undone', verified, left, open };
    });
  }

  // -- for the changes of single calls ----------------------------------------------------------------------------------

  async begin({ tool, acceptLockout, undoes }: Reason, saves: boolean): Promise<{ readonly record: ChangeRecord; readonly mark: string | undefined }> {
    await this.noticeEnd();
    await this.adoptOrphan();
    await this.refuseForeignChange();
    await this.endOverdue();
    const mark = saves ? (await readHistoryIfAllowed(this.ports.firewall))?.at(-1)?.id : undefined;
    const record = this.open === undefined ? await this.opened(tool, mark) : await this.joined(this.open, tool, mark);
    if (acceptLockout === true) record.acceptLockout = true;
    if (undoes !== undefined) record.undoes = undoes;
    return { record, mark };
  }

  async guard(record: ChangeRecord): Promise<void> {
    record.deadline = this.ports.clock.now() + this.ports.confirmSeconds * 1000;
    if (this.watchdog?.alive === true) return;
    await this.ports.store.keep(record, true);
    this.watchdog = await this.ports.watchdog?.start(record);
    record.watchdog = this.watchdog?.pid;
  }

  async keep(record: ChangeRecord, isUrgent = false): Promise<void> {
    await this.ports.store.keep(record, isUrgent);
    this.watchdog?.update(record);
  }

  armed(record: ChangeRecord, endpoint: WriteEndpoint, request: EndpointRequest): Promise<EndpointRequest> {
    return this.timer.armed(record, endpoint.path, request);
  }

  private async opened(tool: string, mark: string | undefined): Promise<ChangeRecord> {
    const { clock, processId, store } = this.ports;
    const record: ChangeRecord = { id: crypto.randomUUID(), tools: [tool], opened: clock.now(), deadline: undefined, base: mark, steps: [], sent: [], timer: undefined, owner: processId };
    if (!(await store.open(record))) throw openElsewhere(await store.load());
    await noteIn(this.ports, record.id, 'open', { tool });
    this.open = record;
    return record;
  }

  private async joined(record: ChangeRecord, tool: string, mark: string | undefined): Promise<ChangeRecord> {
    if (!(await this.timer.pause(record))) throw new OpnError('OPN_BUSY', "The firewall's own timer of the open change cannot be stopped.", 'Wait until the open change has ended; opn_pending_changes tells when.');
    if (savedPaths(record).length === 0) record.base ??= mark;
    if (!record.tools.includes(tool)) record.tools.push(tool);
    await noteIn(this.ports, record.id, 'join', { tool });
    return record;
  }

  // -- one call ---------------------------------------------------------------------------------------------------------

  private async run<T>(reason: Reason, work: (change: Change) => Promise<T>): Promise<Changed<T>> {
    const planned = crypto.randomUUID();
    const change = new JournalledChange(this, reason, () => this.open?.id ?? planned);
    try {
      const result = await work(change);
      return await this.finish(change, result);
    } catch (problem) {
      throw await this.failed(change, problem);
    } finally {
      change.close();
      this.ports.onChanged();
    }
  }

  private async finish<T>({ record, steps }: JournalledChange, result: T): Promise<Changed<T>> {
    if (record === undefined || steps.length === 0) return { result, open: undefined, id: undefined };
    if (record.deadline === undefined) {
      const after = (await attributeSince(record.base, record, this.ports.firewall))?.own.at(-1)?.id;
      await this.finished(record, { outcome: 'kept', after, event: 'close' });
      return { result, open: undefined, id: steps.some(({ kind }) => kind === 'save') ? record.id : undefined };
    }
    await this.timer.resume(record);
    record.deadline = this.ports.clock.now() + this.ports.confirmSeconds * 1000;
    await this.keep(record);
    this.count(record);
    return { result, open: this.describe(record), id: record.id };
  }

  /** Takes back what this call wrote; gives the error to throw: the original one, or OPN_UNDO_FAILED with what is left. */
  private async failed(change: JournalledChange, cause: unknown): Promise<unknown> {
    const { record, steps, mark } = change;
    change.close();
    if (record === undefined) return cause;
    if (await hasEndedElsewhere(this.ports.store, record).catch(() => false)) return this.failedMeanwhile(change, record, cause);
    const isOnly = record.steps.length === steps.length;
    if (!hasWritten({ steps })) {
      record.steps.splice(record.steps.length - steps.length, steps.length);
      if (isOnly) await this.finished(record, undefined);
      else await this.goOn(record);
      return cause;
    }
    let restored: Restored;
    try {
      if (isOnly) await this.timer.cancel(record).catch(() => false);
      restored = await restore({ record, steps, base: mark, note: this.noteFor(record) }, this.ports.firewall);
    } catch (problem) {
      return this.retriedLater(record, cause, problem);
    }
    record.steps.splice(record.steps.length - steps.length, steps.length);
    if (isOnly) await this.finished(record, { outcome: restored.left.length === 0 ? 'undone' : 'partly-undone', after: undefined, event: 'close' });
    else await this.goOn(record);
    return restored.left.length === 0 ? cause : undoFailed(cause, restored.left);
  }

  /** Another process has ended the change while the call was at work: what arrived only after that is taken back. */
  private async failedMeanwhile({ steps, mark }: JournalledChange, record: ChangeRecord, cause: unknown): Promise<unknown> {
    const { firewall, store } = this.ports;
    try {
      // It may have died over it, or given up.
      if (await claimWhenFree(record, this.ports, RETRY_MS)) {
        await this.takeBackClaimed(record);
        return cause;
      }
      this.forget();
      const left = await takeBackLate({ record, steps, mark, note: this.noteFor(record) }, firewall, store);
      return left.length === 0 ? cause : undoFailed(cause, left);
    } catch (problem) {
      this.forget();
      return undoFailed(cause, [`what was sent last: ${problem instanceof OpnError ? problem.message : 'a defect in this server'}`]);
    }
  }

  /** What was open before a call that failed stays open, with the time that the call renewed. */
  private async goOn(record: ChangeRecord): Promise<void> {
    await this.timer.resume(record).catch(() => undefined);
    await this.keep(record);
    this.count(record);
  }

  private retriedLater(record: ChangeRecord, cause: unknown, problem: unknown): OpnError {
    record.deadline = this.ports.clock.now();
    void this.ports.store.keep(record, true).catch(() => undefined);
    this.watchdog?.update(record);
    this.count(record);
    const why = problem instanceof OpnError ? problem.message : 'a defect in this server';
    return undoFailed(cause, [`everything: ${why} It is tried again until the firewall can be reached; opn_pending_changes tells how it stands`]);
  }

  // -- the end of a change ----------------------------------------------------------------------------------------------

  private count(record: ChangeRecord): void {
    this.countdown.start(record.deadline ?? 0, isStopped =>
      this.inTurn(async () => (isStopped() ? undefined : this.expire(record))).catch((problem: unknown) => {
        this.ports.log.write('error', `The change ${record.id} could not be taken back: ${problem instanceof OpnError ? problem.describe() : 'a defect in this server'}`);
      }));
  }

  private async expire(record: ChangeRecord): Promise<void> {
    const { clock, log } = this.ports;
    // The time is not read again: a clock that was put back must not keep the change open.
    if (this.open !== record || record.deadline === undefined) return;
    if (this.watchdog?.alive === true) await clock.sleep(WATCHDOG_FIRST_MS);
    log.write('notice', `The change ${record.id} (${record.tools.join(', ')}) was not confirmed in time and is taken back.`);
    await this.endOverdueNow(record);
  }

  /** Takes back a change whose time is up; while another process does so, waits for that, and goes on when it has died over it. */
  private async endOverdueNow(record: ChangeRecord): Promise<void> {
    if (await claimWhenFree(record, this.ports, RETRY_MS)) await this.takeBackClaimed(record);
    else this.forget();
  }

  private async takeBackClaimed(record: ChangeRecord): Promise<void> {
    await noteIn(this.ports, record.id, 'expire', {}).catch(() => undefined);
    await this.takeBack(record, 'expire').catch(async (problem: unknown) => {
      await this.ports.store.release(record.id).catch(() => undefined);
      throw problem;
    });
  }

  /** Ends the change while nobody else does; when that fails, whoever comes next may. */
  private async ending<T>(record: ChangeRecord, how: 'confirm' | 'rollback', work: () => Promise<T>): Promise<T> {
    const { store, processId } = this.ports;
    if (!(await store.claim(record.id, { how, by: processId }))) throw tooLate(record);
    try {
      return await work();
    } catch (problem) {
      await store.release(record.id).catch(() => undefined);
      throw problem;
    }
  }

  private async takeBack(record: ChangeRecord, event: 'undo' | 'expire'): Promise<Settlement> {
    const { log } = this.ports;
    await this.timer.cancel(record).catch(() => false);
    return restoreUntilDone(record, this.ports, { note: this.noteFor(record), retryMs: event === 'undo' ? undefined : RETRY_MS }, async ({ left, others, verified }) => {
      const outcome = left.length === 0 ? 'undone' : 'partly-undone';
      await this.finished(record, { outcome, after: undefined, event: 'close' });
      log.write(outcome === 'undone' ? 'notice' : 'error', `The change ${record.id} was taken back. ${verified}${left.length === 0 ? '' : ` Left: ${left.join('; ')}.`}`);
      const kept = others.length === 0 ? '' : ` Somebody else saved meanwhile, and that was kept: ${others.join('; ')}.`;
      return { id: record.id, outcome, verified: `${verified}${kept}`, left };
    });
  }

  /** Keeps what became of the change, and lets go of it; nothing is kept of one that wrote nothing. */
  private async finished(record: ChangeRecord, end: { readonly outcome: PastChange['outcome']; readonly after: string | undefined; readonly event: 'confirm' | 'close' } | undefined): Promise<void> {
    const { clock, store } = this.ports;
    // A record on disk that cannot be written to any more must not keep an ended change open.
    await noteIn(this.ports, record.id, end?.event ?? 'close', end === undefined ? {} : { detail: end.outcome }).catch(() => undefined);
    if (end === undefined) await store.discard(record.id);
    else await store.close(keptChange(record, { outcome: end.outcome, after: end.after, now: clock.now() }));
    if (record.undoes !== undefined && (end?.outcome === 'confirmed' || end?.outcome === 'kept')) await this.markUndone(record.undoes);
    record.timer = undefined;
    this.watchdog?.end();
    this.forget();
    this.ports.onChanged();
  }

  private async markUndone(id: string): Promise<void> {
    const kept = await this.ended.kept(id).catch(() => undefined);
    if (kept !== undefined) await this.ports.store.close({ ...kept, outcome: 'undone', ended: new Date(this.ports.clock.now()).toISOString() });
  }

  private forget(): void {
    this.countdown.stop();
    this.open = undefined;
    this.watchdog = undefined;
  }

  // -- questions --------------------------------------------------------------------------------------------------------

  private async openFor(revision: string | undefined): Promise<ChangeRecord> {
    await this.noticeEnd();
    const record = this.open ?? (await this.ports.store.load());
    if (record?.deadline !== undefined && (revision === undefined || revision === revisionOf(record) || revision === record.id)) return record;
    if (record?.deadline !== undefined) throw new OpnError('OPN_NOT_FOUND', `No change with the revision ${shown(revision)} is open.`, `The open change has the revision ${revisionOf(record)}.`);
    throw await this.ended.whyEnded(revision);
  }

  /** The firewall's own timer was quicker: what it left of the change is taken back, too. */
  private async refuseFired(record: ChangeRecord): Promise<void> {
    if (record.wasTimed !== true || record.base === undefined) return;
    const history = await readHistoryIfAllowed(this.ports.firewall);
    if (history === undefined || entriesAfter(history, record.base)?.some(isMadeByTimer) !== true) return;
    record.timer = undefined;
    await this.takeBack(record, 'expire');
    throw new OpnError('OPN_EXPIRED', "The firewall's own timer had taken its rules back already, so all of the change was taken back.", 'Make it again if it is still wanted, and confirm it sooner.');
  }

  /** Lets go of a change that another process, such as the watchdog, has ended. */
  private async noticeEnd(): Promise<void> {
    if (this.open?.deadline === undefined || (await this.ports.store.load())?.id === this.open.id) return;
    this.ports.log.write('notice', `The change ${this.open.id} was ended by another process.`);
    this.forget();
    this.ports.onChanged();
  }

  /** Nothing joins a change whose time is up. */
  private async endOverdue(): Promise<void> {
    const record = this.open;
    if (record?.deadline !== undefined && this.ports.clock.now() >= record.deadline) await this.endOverdueNow(record);
  }

  /** Takes over a change whose process has died. */
  private async adoptOrphan(): Promise<void> {
    const { store, clock } = this.ports;
    const record = this.open === undefined ? await store.load() : undefined;
    if (record === undefined || record.owner === this.ports.processId || !isOrphan(record, this.ports)) return;
    record.owner = this.ports.processId;
    record.deadline ??= clock.now();
    // Nothing joins what a process died over ending.
    if ((await store.claimed(record.id)) !== undefined) record.deadline = clock.now();
    await noteIn(this.ports, record.id, 'resume', {});
    if (!(await store.open(record))) return;
    this.open = record;
    this.adopted = record;
    this.count(record);
  }

  private async refuseForeignChange(): Promise<void> {
    const { store } = this.ports;
    const record = await store.load();
    if (record === undefined || this.open?.id === record.id || record.owner === this.ports.processId || isOrphan(record, this.ports)) return;
    throw openElsewhere(record);
  }

  private describe(record: ChangeRecord): OpenChange {
    return describeOpen(record, this.watchdog, this.ports);
  }

  private noteFor(record: ChangeRecord) {
    return (event: Parameters<typeof noteIn>[2], entry: Parameters<typeof noteIn>[3]): Promise<void> => noteIn(this.ports, record.id, event, this.ports.redactor.redact(entry));
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
