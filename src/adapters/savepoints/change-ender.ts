import { OpnError, type PastChange, type Settlement } from '../../ports';
import { tooLate } from './change-errors';
import { type ChangeRecord } from './change-record';
import { keptChange } from './change-store';
import { entriesAfter, isMadeByTimer, readHistoryIfAllowed } from './configuration-history';
import { verifyConfirmed } from './confirmation';
import { claimWhenFree, restoreUntilDone, RETRY_MS } from './ending';
import { type FilterTimer } from './filter-timer';
import { type HeldChange } from './held-change';
import { noteIn, notesOf } from './journal-notes';
import { type PastChanges } from './past-changes';
import { type SavepointPorts } from './savepoint-ports';
import { type Sequence } from './sequence';

/** How long the watchdog, which holds a connection, goes first when a change is overdue. */
const WATCHDOG_FIRST_MS = 2_500;

/** How a change ended, for the record. */
export interface ChangeEnd {
  readonly outcome: PastChange['outcome'];
  /** The last history entry that it made, if that is known. */
  readonly after: string | undefined;
  readonly event: 'confirm' | 'close';
}

/** What the end of a change works with. */
export interface ChangeEnderParts {
  readonly ports: SavepointPorts;
  readonly held: HeldChange;
  readonly timer: FilterTimer;
  readonly past: PastChanges;
  readonly turns: Sequence;
}

/** Ends changes: confirms them, takes them back when somebody asks for it or their time is up, and keeps what became of them. */
export class ChangeEnder {
  constructor(private readonly parts: ChangeEnderParts) {}

  confirm(record: ChangeRecord): Promise<Settlement> {
    const { ports, timer } = this.parts;
    return this.claimed(record, 'confirm', async () => {
      const isTimerStopped = await timer.cancel(record);
      await this.refuseFired(record);
      const { verified, after } = await verifyConfirmed(record, isTimerStopped, ports.firewall);
      await this.finish(record, { outcome: 'confirmed', after, event: 'confirm' });
      return { id: record.id, outcome: 'confirmed', verified, left: [] };
    });
  }

  rollback(record: ChangeRecord): Promise<Settlement> {
    return this.claimed(record, 'rollback', () => this.takeBack(record, undefined));
  }

  /** Takes the change back at its deadline, unless it has ended or got more time by then. */
  endInTime(record: ChangeRecord): void {
    const { ports, held, turns } = this.parts;
    held.count(record, isStopped =>
      turns.next(async () => (isStopped() ? undefined : this.expire(record))).catch((problem: unknown) => {
        ports.log.write('error', `The change ${record.id} could not be taken back: ${problem instanceof OpnError ? problem.describe() : 'a defect in this server'}`);
      }));
  }

  /** Takes back a change whose time is up; while another process does so, waits for that, and goes on when it has died over it. */
  async endOverdue(record: ChangeRecord): Promise<void> {
    if (await claimWhenFree(record, this.parts.ports)) await this.takeBackClaimed(record);
    else {
      this.parts.held.forget();
      this.parts.ports.onChanged();
    }
  }

  /** Takes back a change that this process has claimed; when that fails, whoever comes next may. */
  async takeBackClaimed(record: ChangeRecord): Promise<void> {
    const { ports } = this.parts;
    await noteIn(ports, record.id, 'expire', {}).catch(() => undefined);
    await this.orRelease(record, () => this.takeBack(record, RETRY_MS));
  }

  /** Keeps what became of the change, and lets go of it; nothing is kept of one that wrote nothing. */
  async finish(record: ChangeRecord, end: ChangeEnd | undefined): Promise<void> {
    const { ports, held } = this.parts;
    const { clock, store } = ports;
    // A record on disk that cannot be written to any more must not keep an ended change open.
    await noteIn(ports, record.id, end?.event ?? 'close', end === undefined ? {} : { detail: end.outcome }).catch(() => undefined);
    if (end === undefined) await store.discard(record.id);
    else await store.close(keptChange(record, { outcome: end.outcome, after: end.after, now: clock.now() }));
    if (record.undoes !== undefined && (end?.outcome === 'confirmed' || end?.outcome === 'kept')) await this.markUndone(record.undoes, record.undoesPartly === true ? 'partly-undone' : 'undone');
    record.timer = undefined;
    held.end();
    ports.onChanged();
  }

  private async expire(record: ChangeRecord): Promise<void> {
    const { ports, held } = this.parts;
    // The time is not read again: a clock that was put back must not keep the change open.
    if (held.record !== record || record.deadline === undefined) return;
    if (held.isWatched) await ports.clock.sleep(WATCHDOG_FIRST_MS);
    ports.log.write('notice', `The change ${record.id} (${record.tools.join(', ')}) was not confirmed in time and is taken back.`);
    await this.endOverdue(record);
  }

  /** Ends the change while nobody else does. */
  private async claimed<T>(record: ChangeRecord, how: 'confirm' | 'rollback', work: () => Promise<T>): Promise<T> {
    const { store, processId } = this.parts.ports;
    if (!(await store.claim(record.id, { how, by: processId }))) throw tooLate(record);
    return this.orRelease(record, work);
  }

  private async orRelease<T>({ id }: ChangeRecord, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (problem) {
      await this.parts.ports.store.release(id).catch(() => undefined);
      throw problem;
    }
  }

  private async takeBack(record: ChangeRecord, retryMs: number | undefined): Promise<Settlement> {
    const { ports, timer } = this.parts;
    await timer.cancel(record).catch(() => false);
    return restoreUntilDone(record, ports, { note: notesOf(ports, record.id), retryMs }, async ({ left, others, verified }) => {
      const outcome = left.length === 0 ? 'undone' : 'partly-undone';
      await this.finish(record, { outcome, after: undefined, event: 'close' });
      ports.log.write(outcome === 'undone' ? 'notice' : 'error', `The change ${record.id} was taken back. ${verified}${left.length === 0 ? '' : ` Left: ${left.join('; ')}.`}`);
      const kept = others.length === 0 ? '' : ` Somebody else saved meanwhile, and that was kept: ${others.join('; ')}.`;
      return { id: record.id, outcome, verified: `${verified}${kept}`, left };
    });
  }

  /** The firewall's own timer was quicker: what it left of the change is taken back, too. */
  private async refuseFired(record: ChangeRecord): Promise<void> {
    if (record.wasTimed !== true || record.base === undefined) return;
    const history = await readHistoryIfAllowed(this.parts.ports.firewall);
    if (history === undefined || entriesAfter(history, record.base)?.some(isMadeByTimer) !== true) return;
    record.timer = undefined;
    await this.takeBack(record, RETRY_MS);
    throw new OpnError('OPN_EXPIRED', "The firewall's own timer had taken its rules back already, so all of the change was taken back.", 'Make it again if it is still wanted, and confirm it sooner.');
  }

  private async markUndone(id: string, outcome: PastChange['outcome']): Promise<void> {
    const { ports, past } = this.parts;
    const kept = await past.kept(id).catch(() => undefined);
    if (kept !== undefined) await ports.store.close({ ...kept, outcome, ended: new Date(ports.clock.now()).toISOString() });
  }
}
