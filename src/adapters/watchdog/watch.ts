import { type Clock, type JournalEntry, type PastChange, type Redactor } from '../../ports';
import { type DiskJournal } from '../journal/disk-journal';
import { type WireRequest } from '../opnsense-api/wire';
import { type ChangeRecord } from '../savepoints/change-record';
import { type ChangeStore, keptChange } from '../savepoints/change-store';
import { claimWhenFree, restoreUntilDone } from '../savepoints/ending';
import { FilterTimer } from '../savepoints/filter-timer';
import { type Line } from '../savepoints/restore';
import { type SavepointPorts } from '../savepoints/savepoint-ports';
import { type Rope } from './rope';

const TICK_MS = 500;
/** The web server drops an idle connection after 30 seconds. */
const BEAT_MS = 20_000;
/** Renewed after so many requests, so that enough are left to take a change back. */
const RENEW_AFTER = 7;
/** So many leave enough to load what was taken back so far before the web server ends the connection. */
const LAST_REQUESTS = 13;
const BEAT_TIMEOUT_MS = 60_000;
const PROBE_MS = 2_000;
const PROBES = 3;
const RETRY_MS = 1_000;
/** Looks so often, in ticks, whether another process has ended the change. */
const LOOK_EVERY = 4;

/** What the watchdog works with. */
export interface WatchPorts {
  readonly rope: Pick<Rope, 'send' | 'renew' | 'used'>;
  readonly firewall: SavepointPorts['firewall'];
  /** A request that any key may send: its answer does not matter. */
  readonly beat: WireRequest;
  readonly store: ChangeStore;
  readonly journal: Pick<DiskJournal, 'append'>;
  readonly redactor: Pick<Redactor, 'redact'>;
  readonly clock: Clock;
  /** The number of this process. */
  readonly processId: number;
}

/** Watches over one change until it has ended: takes it back when its time is up, or when its rules let no new connection in. */
export class Watch {
  private ended = false;
  private lastBeat: number;
  private probedApplies: number;

  constructor(
    private record: ChangeRecord,
    private readonly ports: WatchPorts,
  ) {
    this.lastBeat = ports.clock.now();
    this.probedApplies = applies(record);
  }

  /** How the change stands now. */
  update(record: ChangeRecord): void {
    this.record = record;
  }

  /** The change has ended; nothing is left to watch. */
  end(): void {
    this.ended = true;
  }

  /** Resolves when the change has ended, by whomever. */
  async run(): Promise<void> {
    const { clock } = this.ports;
    for (let tick = 1; !this.ended; tick++) {
      await clock.sleep(TICK_MS);
      if (this.ended || (tick % LOOK_EVERY === 0 && (await this.hasEndedElsewhere()))) return;
      const isCut = await this.isCutOff();
      if (isCut || clock.now() >= (this.record.deadline ?? Infinity)) {
        if (await this.takeBack(isCut)) return;
      }
    }
  }

  /** True when another process, which tells us nothing, has ended the change. */
  private async hasEndedElsewhere(): Promise<boolean> {
    return this.ports.store.load().then(kept => kept?.id !== this.record.id, () => false);
  }

  /** True when the connection lives, but no new one comes about: what was applied keeps them out. */
  private async isCutOff(): Promise<boolean> {
    const { clock, rope, beat } = this.ports;
    const hasNewApply = applies(this.record) > this.probedApplies;
    const isDue = clock.now() - this.lastBeat >= BEAT_MS;
    if (!hasNewApply && !isDue) return false;
    this.probedApplies = applies(this.record);
    this.lastBeat = clock.now();
    if (!hasNewApply && rope.used < RENEW_AFTER) {
      await this.isAnswered();
      return false;
    }
    for (let probe = 0; probe < PROBES; probe++) {
      if (probe > 0) await clock.sleep(RETRY_MS);
      if (await rope.renew(beat, PROBE_MS)) return false;
    }
    // Without an answer on the old connection either, the way is down for another reason. It is asked in any case: that keeps it open.
    const isAlive = await this.isAnswered();
    if (!hasApplied(this.record)) return false;
    // Who accepts to be cut off gets as much of the time as the connection lasts that can take it back.
    return isAlive && (this.record.acceptLockout !== true || rope.used >= RENEW_AFTER);
  }

  /** True when the old connection carries an answer; a stalled one is given time, as giving it up would throw away the only way there may be. */
  private async isAnswered(): Promise<boolean> {
    const { clock, rope, beat } = this.ports;
    const answer = rope.send(beat, { timeoutMs: BEAT_TIMEOUT_MS }).then(() => true, () => false);
    const deadline = clock.sleep(Math.max(0, (this.record.deadline ?? 0) - clock.now())).then(() => false);
    return Promise.race([answer, deadline]);
  }

  /** True once the change has ended. */
  private async takeBack(isCut: boolean): Promise<boolean> {
    const { store, clock, redactor } = this.ports;
    const kept = await store.load();
    if (kept?.id !== this.record.id) return true;
    // Another process may have taken the change over, and renewed its time.
    this.record = newest(this.record, kept);
    if (!isCut && clock.now() < (this.record.deadline ?? Infinity)) return false;
    if (!(await claimWhenFree(this.record, this.ports, RETRY_MS))) return true;
    // What was sent up to the claim is known by now; no more will be.
    this.record = newest(this.record, (await store.load()) ?? kept);
    await this.note('expire', { detail: isCut ? 'no new connection to the firewall comes about' : 'not confirmed in time' });
    const note = (event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> => this.note(event, redactor.redact(entry));
    await restoreUntilDone(this.record, this.ports, { note, retryMs: RETRY_MS, line: this.line() }, async ({ left }) => {
      await this.stopTimer();
      await this.close(left.length === 0 ? 'undone' : 'partly-undone', left);
    });
    return true;
  }

  /** The connection as one that carries only so many requests; each is tried to be replaced once. */
  private line(): Line {
    const { rope, beat } = this.ports;
    let tried = false;
    return {
      isRunningOut: () => !tried && rope.used >= LAST_REQUESTS,
      renew: async () => {
        tried = !(await rope.renew(beat, PROBE_MS));
      },
    };
  }

  /** The firewall's own timer, where one still runs, would go back later over what others have saved by then. */
  private async stopTimer(): Promise<void> {
    const { clock, firewall } = this.ports;
    const timer = new FilterTimer({ firewall, clock, confirmSeconds: 0 });
    await timer.cancel(this.record).catch(() => false);
  }

  private async close(outcome: PastChange['outcome'], left: readonly string[]): Promise<void> {
    const { store, clock } = this.ports;
    await this.note('close', { detail: [outcome, ...left].join('; ') });
    await store.close(keptChange(this.record, { outcome, after: undefined, now: clock.now() }));
  }

  private note(event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> {
    const { journal, clock } = this.ports;
    // A full disk is no reason to leave the change as it is.
    return journal.append({ time: new Date(clock.now()).toISOString(), change: this.record.id, event, tool: 'watchdog', ...entry }).catch(() => undefined);
  }
}

/** The change as it is kept, with what only this process still knows: the secrets of its first steps. */
function newest(own: ChangeRecord, kept: ChangeRecord): ChangeRecord {
  if (kept.steps.length < own.steps.length) return kept;
  if (kept.owner === own.owner && kept.deadline === own.deadline && kept.steps.length === own.steps.length) return own;
  return { ...kept, steps: kept.steps.map((step, index) => (own.steps[index]?.status === step.status ? own.steps[index] : step)) };
}

function applies({ steps }: ChangeRecord): number {
  return steps.filter(({ kind, status }) => kind === 'apply' && status !== 'sent').length;
}

function hasApplied({ steps }: ChangeRecord): boolean {
  return steps.some(({ kind }) => kind === 'apply');
}
