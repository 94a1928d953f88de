import { needsConfirmation } from '../../core';
import {
  type Change, type ChangeControl, type Changed, type ChangeReason, type EndpointRequest, type OpenChange, OpnError, type PastChange, type Rehearsal,
  type SavepointManager, type Settlement, type ValueDifference, type WriteEndpoint,
} from '../../ports';
import { type ChangeRecord, hasWritten, revisionOf, savedPaths } from './change-record';
import { type KeptChange, keptChange } from './change-store';
import { claimWhenFree, LONGEST_TRYING_MS, restoreUntilDone } from './ending';
import { entriesAfter, inWords, isMadeByTimer, madeByOthers, readHistoryIfAllowed, readSaved } from './configuration-history';
import { FilterTimer } from './filter-timer';
import { type ChangeKeeper, JournalledChange, noteIn } from './journalled-change';
import { RehearsedChange } from './rehearsed-change';
import { restore, type Restored } from './restore';
import { type SavepointPorts, type WatchdogSession } from './savepoint-ports';
import { differingSections, valueDifferences } from './saved-difference';

/** How long the watchdog, which holds a connection, goes first when a change is overdue. */
const WATCHDOG_FIRST_MS = 2_500;
const RETRY_MS = 2_000;

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
  private countdown = new AbortController();
  private readonly timer: FilterTimer;

  constructor(readonly ports: SavepointPorts) {
    this.timer = new FilterTimer(ports);
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
    this.countdown.abort();
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
        const { verified, after } = await this.compareWithLast(record, cancelled);
        await this.ended(record, { outcome: 'confirmed', after, event: 'confirm' });
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

  async past(count: number): Promise<readonly PastChange[]> {
    return (await this.ports.store.closed(count)).map(({ record: _record, ...past }) => past);
  }

  async differences(id: string): Promise<readonly ValueDifference[] | undefined> {
    const { before, after } = await this.kept(id);
    if (before === undefined || after === undefined) return undefined;
    const history = await readHistoryIfAllowed(this.ports.firewall);
    if (history?.some(entry => entry.id === before) !== true || !history.some(entry => entry.id === after)) return undefined;
    const [from, to] = await Promise.all([readSaved(this.ports.firewall, before), readSaved(this.ports.firewall, after)]);
    return valueDifferences(from, to, path => this.ports.redactor.isSecretField(path));
  }

  undo(id: string): Promise<Settlement> {
    return this.inTurn(async () => {
      const kept = await this.kept(id);
      if (kept.outcome === 'undone') throw new OpnError('OPN_REFUSED', `The change ${id} has been undone already.`);
      if ((await this.pending()) !== undefined) throw new OpnError('OPN_BUSY', 'Another change waits for its confirmation.', 'Confirm it (opn_confirm_changes) or take it back (opn_rollback_changes) first.');
      await this.refuseLaterWork(kept);
      await this.refuseLockoutBy(kept);
      return this.takeBack(kept.record, 'undo');
    });
  }

  // -- for the changes of single calls ----------------------------------------------------------------------------------

  async begin({ tool, acceptLockout }: ChangeReason, saves: boolean): Promise<{ readonly record: ChangeRecord; readonly mark: string | undefined }> {
    await this.noticeEnd();
    await this.adoptOrphan();
    await this.refuseForeignChange();
    await this.endOverdue();
    const mark = saves ? (await readHistoryIfAllowed(this.ports.firewall))?.at(-1)?.id : undefined;
    const joined = this.open;
    if (joined !== undefined && (joined.base !== undefined || joined.steps.length > 0 || !saves)) {
      if (!(await this.timer.pause(joined))) throw new OpnError('OPN_BUSY', "The firewall's own timer of the open change cannot be stopped.", 'Wait until the open change has ended; opn_pending_changes tells when.');
      if (acceptLockout === true) joined.acceptLockout = true;
      if (!joined.tools.includes(tool)) joined.tools.push(tool);
      await noteIn(this.ports, joined.id, 'join', { tool });
      return { record: joined, mark };
    }
    const now = this.ports.clock.now();
    const record: ChangeRecord = { id: joined?.id ?? crypto.randomUUID(), tools: [tool], opened: now, deadline: undefined, base: mark, steps: [], sent: [], timer: undefined, owner: this.ports.processId };
    if (acceptLockout === true) record.acceptLockout = true;
    await noteIn(this.ports, record.id, 'open', { tool });
    this.open = record;
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

  // -- one call ---------------------------------------------------------------------------------------------------------

  private async run<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<Changed<T>> {
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
      const after = record.base === undefined ? undefined : (await readHistoryIfAllowed(this.ports.firewall))?.at(-1)?.id;
      await this.ended(record, { outcome: 'kept', after, event: 'close' });
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
    const isOnly = record.steps.length === steps.length;
    if (!hasWritten({ steps })) {
      record.steps.splice(record.steps.length - steps.length, steps.length);
      if (isOnly) await this.ended(record, undefined);
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
    if (isOnly) await this.ended(record, { outcome: restored.left.length === 0 ? 'undone' : 'partly-undone', after: undefined, event: 'close' });
    else await this.goOn(record);
    return restored.left.length === 0 ? cause : undoFailed(cause, restored.left);
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
    this.countdown.abort();
    this.countdown = new AbortController();
    const { signal } = this.countdown;
    const wait = Math.max(0, (record.deadline ?? 0) - this.ports.clock.now());
    const expire = (): Promise<void> =>
      this.inTurn(async () => (signal.aborted ? undefined : this.expire(record))).catch((problem: unknown) => {
        this.ports.log.write('error', `The change ${record.id} could not be taken back: ${problem instanceof OpnError ? problem.describe() : 'a defect in this server'}`);
      });
    void this.ports.clock.sleep(wait, signal).then(expire, () => undefined);
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
    const { store } = this.ports;
    if (!(await claimWhenFree(record, this.ports, RETRY_MS))) return this.forget();
    await noteIn(this.ports, record.id, 'expire', {}).catch(() => undefined);
    await this.takeBack(record, 'expire').catch(async (problem: unknown) => {
      await store.release(record.id).catch(() => undefined);
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
      await this.ended(record, { outcome, after: undefined, event: 'close' });
      log.write(outcome === 'undone' ? 'notice' : 'error', `The change ${record.id} was taken back. ${verified}${left.length === 0 ? '' : ` Left: ${left.join('; ')}.`}`);
      const kept = others.length === 0 ? '' : ` Somebody else saved meanwhile, and that was kept: ${others.join('; ')}.`;
      return { id: record.id, outcome, verified: `${verified}${kept}`, left };
    });
  }

  /** Keeps what became of the change, and lets go of it; nothing is kept of one that wrote nothing. */
  private async ended(record: ChangeRecord, end: { readonly outcome: PastChange['outcome']; readonly after: string | undefined; readonly event: 'confirm' | 'close' } | undefined): Promise<void> {
    const { clock, store } = this.ports;
    // A record on disk that cannot be written to any more must not keep an ended change open.
    await noteIn(this.ports, record.id, end?.event ?? 'close', end === undefined ? {} : { detail: end.outcome }).catch(() => undefined);
    if (end === undefined) await store.discard(record.id);
    else await store.close(keptChange(record, { outcome: end.outcome, after: end.after, now: clock.now() }));
    record.timer = undefined;
    this.watchdog?.end();
    this.forget();
    this.ports.onChanged();
  }

  private forget(): void {
    this.countdown.abort();
    this.open = undefined;
    this.watchdog = undefined;
  }

  // -- questions --------------------------------------------------------------------------------------------------------

  private async openFor(revision: string | undefined): Promise<ChangeRecord> {
    await this.noticeEnd();
    const record = this.open ?? (await this.ports.store.load());
    if (record?.deadline !== undefined && (revision === undefined || revision === revisionOf(record) || revision === record.id)) return record;
    if (record?.deadline !== undefined) throw new OpnError('OPN_NOT_FOUND', `No change with the revision ${shown(revision)} is open.`, `The open change has the revision ${revisionOf(record)}.`);
    const past = revision === undefined ? undefined : (await this.ports.store.closed(Number.MAX_SAFE_INTEGER)).find(({ record: each }) => revisionOf(each) === revision || each.id === revision);
    if (past === undefined) throw new OpnError('OPN_NOT_FOUND', 'No change waits for its confirmation.', 'opn_change_history tells what became of earlier ones.');
    if (past.outcome === 'confirmed') throw new OpnError('OPN_NOT_FOUND', `That change was confirmed already, at ${past.ended}.`);
    if (past.outcome === 'kept') throw new OpnError('OPN_NOT_FOUND', `That change needed no confirmation and was kept, at ${past.ended}.`);
    const undone = past.outcome === 'undone' ? 'undone' : 'undone as far as that could be done';
    throw new OpnError('OPN_EXPIRED', `That change was ${undone} at ${past.ended}: its time was up, or somebody took it back.`, 'Make it again if it is still wanted, and confirm it in time.');
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

  private async kept(id: string): Promise<KeptChange> {
    const kept = (await this.ports.store.closed(Number.MAX_SAFE_INTEGER)).find(change => change.id === id);
    if (kept === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no change ${shown(id)} in the record.`, 'opn_change_history lists those that can be undone.');
    return kept;
  }

  /** True when the process of the change has died. Its number may be another's by now: nobody who lives lets a change lie for so long. */
  private isOrphan({ owner, deadline, opened }: ChangeRecord): boolean {
    const { clock, store } = this.ports;
    return !store.lives(owner) || clock.now() > (deadline ?? opened + LONGEST_TRYING_MS) + LONGEST_TRYING_MS;
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
    if (record === undefined || record.owner === this.ports.processId || !this.isOrphan(record)) return;
    record.owner = this.ports.processId;
    record.deadline ??= clock.now();
    this.open = record;
    this.adopted = record;
    await noteIn(this.ports, record.id, 'resume', {});
    await store.keep(record, true);
    this.count(record);
  }

  private async refuseForeignChange(): Promise<void> {
    const { store } = this.ports;
    const record = await store.load();
    if (record === undefined || this.open?.id === record.id || record.owner === this.ports.processId || this.isOrphan(record)) return;
    throw new OpnError('OPN_BUSY', `Another session of this server has a change open (${record.tools.join(', ')}).`, 'Wait until it is confirmed or undone; opn_pending_changes tells how long that takes at most.');
  }

  private async compareWithLast(record: ChangeRecord, cancelled: boolean): Promise<{ readonly verified: string; readonly after: string | undefined }> {
    const history = record.base === undefined ? undefined : await readHistoryIfAllowed(this.ports.firewall);
    const since = history === undefined || record.base === undefined ? undefined : entriesAfter(history, record.base);
    if (since === undefined) return { verified: 'Kept; the configuration history could not be read to compare.', after: undefined };
    const others = madeByOthers(since, record);
    const own = since.filter(entry => !others.includes(entry)).at(-1);
    const after = since.at(-1)?.id;
    if (own === undefined || others.length === 0) {
      return { verified: cancelled ? 'Nobody has saved anything since; the firewall has the change.' : 'The firewall has the change; its own timer had run out and was not found.', after };
    }
    const [then, now] = await Promise.all([readSaved(this.ports.firewall, own.id), readSaved(this.ports.firewall)]);
    const sections = differingSections(then, now);
    const who = inWords(others).join('; ');
    return { verified: `Others have saved since (${who}); ${sections.length === 0 ? 'nothing differs from what this change left' : `now different: ${sections.join(', ')}`}.`, after: undefined };
  }

  private async refuseLaterWork({ record, after }: KeptChange): Promise<void> {
    const history = record.base === undefined ? undefined : await readHistoryIfAllowed(this.ports.firewall);
    if (history === undefined || after === undefined) return;
    const later = entriesAfter(history, after);
    if (later !== undefined && later.length === 0) return;
    const who = (later && inWords(later).slice(-3).join('; ')) ?? 'the history does not reach back that far';
    if (!(await this.isUntouchedSince(record, after))) {
      throw new OpnError('OPN_REFUSED', `What this change touched has been changed since (${who}).`, 'Undo the later changes first, or make the wanted one by hand.');
    }
  }

  private async refuseLockoutBy({ id, record }: KeptChange): Promise<void> {
    const steps = [...record.steps].reverse().flatMap(({ inverse }) => inverse);
    const verdict = steps.some(needsConfirmation) ? await this.ports.lockout?.judge(steps) : undefined;
    if (verdict?.path === 'cut') throw new OpnError('OPN_LOCKOUT', `Undoing ${id} would cut this server off from the firewall: ${verdict.reason}`, 'Make another way in first, or undo it in the web GUI.');
  }

  private async isUntouchedSince(record: ChangeRecord, after: string): Promise<boolean> {
    const [then, now] = await Promise.all([readSaved(this.ports.firewall, after), readSaved(this.ports.firewall)]).catch(() => [undefined, undefined]);
    if (then === undefined || now === undefined) return false;
    const modules = new Set(savedPaths(record).map(path => path.split('/', 1)[0]?.toLowerCase()));
    return differingSections(then, now).every(section => !modules.has(section.split('.').at(-1)?.toLowerCase()));
  }

  private describe(record: ChangeRecord): OpenChange {
    const { clock, confirmSeconds, store, watchdog } = this.ports;
    const isWatched = this.watchdog?.alive ?? (record.watchdog !== undefined && store.lives(record.watchdog));
    const protection = [
      'this server takes it back when the time is up',
      ...(isWatched ? ['a watchdog process takes it back if this server dies'] : watchdog === undefined ? [] : ['no watchdog process: if this server dies, its next start takes it back']),
      ...(record.timer === undefined ? [] : ["the firewall's own timer takes back its filter rules"]),
      ...(record.base === undefined ? ['without the configuration history: by inverse requests only'] : []),
    ];
    const secondsLeft = Math.max(0, Math.ceil(((record.deadline ?? clock.now() + confirmSeconds * 1000) - clock.now()) / 1000));
    return { id: record.id, revision: revisionOf(record), tools: record.tools, saved: savedPaths(record), secondsLeft, protection, managementPath: record.managementPath };
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

function undoFailed(cause: unknown, left: readonly string[]): OpnError {
  const why = cause instanceof OpnError ? cause.describe() : 'a defect in this server';
  return new OpnError(
    'OPN_UNDO_FAILED',
    `The change failed (${why}) and may not be taken back completely: ${left.join('; ')}.`,
    'Compare the configuration history of the firewall (System: Configuration: History) and restore the entry before this change if needed.',
    { cause },
  );
}

function tooLate(record: ChangeRecord): OpnError {
  return new OpnError('OPN_EXPIRED', `It is too late: the change ${revisionOf(record)} is being ended already.`, 'opn_change_history tells what became of it.');
}

function shown(revision: string | undefined): string {
  return JSON.stringify((revision ?? '').slice(0, 60));
}
