import { needsConfirmation } from '../../core';
import {
  type Change, type ChangeControl, type Changed, type ChangeReason, type EndpointFacts, type OpenChange, OpnError, type PastChange, refuseOtherRelease, type Rehearsal, type RestoredEntry, type SavepointManager, type Settlement,
  type UndoOptions, type ValueDifference,
} from '../../ports';
import { attributeSince } from './attribution';
import { ChangeEnder } from './change-ender';
import { shown, undoLocksOut } from './change-errors';
import { ChangeOpener } from './change-opener';
import { type ChangeRecord, revisionOf } from './change-record';
import { compareWithBefore } from './comparison';
import { refuseNewer } from './configuration-history';
import { type EntryPlan, planEntry, putBack } from './entry-plan';
import { FailedCall } from './failed-call';
import { FilterTimer } from './filter-timer';
import { HeldChange } from './held-change';
import { JournalledChange, type Reason } from './journalled-change';
import { PastChanges } from './past-changes';
import { RehearsedChange } from './rehearsed-change';
import { type SavepointPorts } from './savepoint-ports';
import { Sequence } from './sequence';
import { carryOut, compareUndone, planUndo, type UndoPlan } from './undo-plan';

/** What the record names as the tool of a change that takes back an earlier one. */
const UNDO = 'opn_undo_change';
/** What restoring an entry is recorded as; any part of the configuration may change with it, the way in as well. */
const RESTORES: Reason = { tool: 'opn_restore_config', effect: 'destroy', isGuarded: true };

/**
 * One open change at a time: what is written while one waits for its confirmation joins it, and renews its deadline. Unless it is confirmed
 * in time, everything in it is taken back; what fails is taken back at once.
 */
export class Savepoints implements SavepointManager, ChangeControl {
  private readonly turns = new Sequence();
  private readonly held: HeldChange;
  private readonly timer: FilterTimer;
  private readonly ended: PastChanges;
  private readonly ender: ChangeEnder;
  private readonly opener: ChangeOpener;
  private readonly failedCall: FailedCall;

  constructor(private readonly ports: SavepointPorts) {
    const { turns } = this;
    this.held = new HeldChange(ports);
    this.timer = new FilterTimer(ports);
    this.ended = new PastChanges(ports);
    this.ender = new ChangeEnder({ ports, held: this.held, timer: this.timer, past: this.ended, turns });
    this.opener = new ChangeOpener(ports, this.held, this.timer, this.ender);
    this.failedCall = new FailedCall({ ports, held: this.held, timer: this.timer, ender: this.ender });
  }

  within<T>(reason: ChangeReason, work: (change: Change) => Promise<T>): Promise<Changed<T>> {
    return this.turns.next(() => this.run(reason, work));
  }

  async rehearse(reason: Reason, work: (change: Change) => Promise<unknown>): Promise<Rehearsal> {
    const change = new RehearsedChange();
    await change.watch(work);
    await this.refuseMissing(change.steps.map(({ endpoint }) => endpoint));
    const touches = reason.isGuarded === true || change.steps.some(needsConfirmation);
    const lockout = change.danger ?? (touches ? await this.ports.lockout?.judge(change.steps.filter(({ kind }) => kind === 'save')) : undefined);
    return { steps: change.steps, lockout };
  }

  /** What is not sent cannot be refused by the firewall for want of the endpoint. */
  private async refuseMissing(endpoints: readonly EndpointFacts[]): Promise<void> {
    const bound = endpoints.filter(({ since, until }) => since !== undefined || until !== undefined);
    if (bound.length === 0) return;
    const version = await this.ports.firewall.version();
    for (const endpoint of bound) refuseOtherRelease(endpoint, version);
  }

  /** Takes over what an earlier process left open: counts on, or takes back what is overdue. To be called once, at the start. */
  async resume(): Promise<void> {
    await this.turns.next(() => this.opener.adoptOrphan());
  }

  /** Ends what only this process watches over; a change that a watchdog watches over stays open. To be called before the process goes. */
  async close(): Promise<void> {
    this.held.stopCounting();
    if (this.held.isLostWithUs) await this.rollback().catch(() => undefined);
  }

  async pending(): Promise<OpenChange | undefined> {
    await this.held.noticeEnd();
    const record = this.held.record ?? (await this.ports.store.load());
    return record?.deadline === undefined ? undefined : this.held.describe(record);
  }

  confirm(revision: string): Promise<Settlement> {
    return this.turns.next(async () => this.ender.confirm(await this.openFor(revision)));
  }

  rollback(): Promise<Settlement> {
    return this.turns.next(async () => this.ender.rollback(await this.openFor(undefined)));
  }

  past(count: number): Promise<readonly PastChange[]> {
    return this.ended.list(count);
  }

  differences(id: string): Promise<readonly ValueDifference[] | undefined> {
    return this.ended.differences(id);
  }

  undo(id: string, { acceptLockout = false }: UndoOptions = {}): Promise<Settlement> {
    return this.turns.next(async () => {
      const plan = await this.undoOf(id);
      const reason = { ...reasonToUndo(id, plan), acceptLockout, lastLook: this.lastLook(plan) };
      const { result: { verified, left }, open } = await this.run(reason, async change => {
        await carryOut(plan, change);
        const compared = await compareUndone(plan, this.ports.firewall);
        const { record } = this.held;
        if (record?.id === change.id && compared.left.length > 0) record.undoesPartly = true;
        return compared;
      }).catch((problem: unknown) => {
        throw problem instanceof OpnError && problem.code === 'OPN_LOCKOUT' ? undoLocksOut(id, problem) : problem;
      });
      return { id, outcome: left.length === 0 ? 'undone' : 'partly-undone', verified, left, open };
    });
  }

  rehearseUndo(id: string): Promise<Rehearsal> {
    return this.turns.next(async () => {
      const plan = await this.undoOf(id);
      const rehearsal = await this.rehearse(reasonToUndo(id, plan), change => carryOut(plan, change));
      // Nobody else has changed since what the change touched, so that its own differences, turned round, are those against now.
      const differences = (await this.ended.differences(id))?.map(({ path, from, to }) => ({ path, from: to, to: from }));
      return { ...rehearsal, differences };
    });
  }

  restore(entry: string, { acceptLockout = false }: UndoOptions = {}): Promise<RestoredEntry> {
    return this.turns.next(async () => {
      const plan = await this.entryPlan(entry);
      const { result, open, id } = await this.run({ ...RESTORES, acceptLockout, lastLook: this.lastLook(plan) }, async change => {
        const notLoaded = await putBack(plan, change);
        const { verified, left } = await compareWithBefore(entry, [], true, this.ports.firewall);
        return { verified, left: [...left, ...notLoaded] };
      });
      return { id, ...result, open };
    });
  }

  rehearseRestore(entry: string): Promise<Rehearsal> {
    return this.turns.next(async () => {
      const plan = await this.entryPlan(entry);
      return { ...(await this.rehearse(RESTORES, change => putBack(plan, change))), differences: plan.differences };
    });
  }

  private async entryPlan(entry: string): Promise<EntryPlan> {
    await this.refuseWhilePending();
    return planEntry(entry, path => this.ports.redactor.isSecretField(path), this.ports.firewall);
  }

  private async undoOf(id: string): Promise<UndoPlan> {
    const kept = await this.ended.kept(id);
    if (kept.outcome === 'undone') throw new OpnError('OPN_REFUSED', `The change ${id} has been undone already.`);
    await this.refuseWhilePending();
    return planUndo(kept, this.ports.firewall);
  }

  /** What was planned holds as long as nobody saves anything. */
  private lastLook({ newest }: { readonly newest: string }): () => Promise<void> {
    return () => refuseNewer(newest, this.ports.firewall);
  }

  private async refuseWhilePending(): Promise<void> {
    if ((await this.pending()) !== undefined) throw new OpnError('OPN_BUSY', 'Another change waits for its confirmation.', 'Confirm it (opn_confirm_changes) or take it back (opn_rollback_changes) first.');
  }

  private async openFor(revision: string | undefined): Promise<ChangeRecord> {
    await this.held.noticeEnd();
    const record = this.held.record ?? (await this.ports.store.load());
    if (record?.deadline !== undefined && (revision === undefined || revision === revisionOf(record) || revision === record.id)) return record;
    if (record?.deadline !== undefined) throw new OpnError('OPN_NOT_FOUND', `No change with the revision ${shown(revision)} is open.`, `The open change has the revision ${revisionOf(record)}.`);
    throw await this.ended.whyEnded(revision);
  }

  private async run<T>(reason: Reason, work: (change: Change) => Promise<T>): Promise<Changed<T>> {
    const planned = crypto.randomUUID();
    const change = new JournalledChange(this.opener, reason, () => this.held.record?.id ?? planned);
    try {
      const result = await work(change);
      return await this.left(change, result);
    } catch (problem) {
      throw await this.failedCall.takeBack(change, problem);
    } finally {
      change.close();
      this.ports.onChanged();
    }
  }

  /** What a call leaves behind: nothing, a change that is kept at once, or one that waits for its confirmation. */
  private async left<T>({ record, steps }: JournalledChange, result: T): Promise<Changed<T>> {
    if (record === undefined || steps.length === 0) return { result, open: undefined, id: undefined };
    if (record.deadline === undefined) {
      const after = (await attributeSince(record.base, record, this.ports.firewall))?.own.at(-1)?.id;
      await this.ender.finish(record, { outcome: 'kept', after, event: 'close' });
      return { result, open: undefined, id: steps.some(({ kind }) => kind === 'save') ? record.id : undefined };
    }
    await this.timer.resume(record);
    this.held.renew(record);
    await this.held.keep(record);
    this.ender.endInTime(record);
    return { result, open: this.held.describe(record), id: record.id };
  }
}

function reasonToUndo(id: string, { isGuarded }: UndoPlan): Reason {
  return { tool: UNDO, effect: 'destroy', undoes: id, isGuarded };
}
