import { writes } from '../../core';
import { compareReleases, type EndpointRequest, type Release } from '../../ports';
import { type ChangeRecord, revisionOf } from './change-record';
import { filterApply, startsTimer } from './restore';
import { type SavepointPorts } from './savepoint-ports';

/** How long the firewall's own timer runs; nothing changes that. */
const TIMER_SECONDS = 60;
const LAST_RELEASE: Release = '26.1';
/** A cancel that comes before the timer is up and running does nothing; it says so, and is repeated. */
const TRIES = 6;
const PAUSE_MS = 500;
/** In its last seconds the timer goes back although it says that it was stopped. */
const LATE_MS = 57_000;
const LATE_PAUSE_MS = 2_500;
/** One that was stopped keeps the next from starting until it has noticed. */
const NOTICED_MS = 1_200;

const cancelRollback = writes<{ readonly status?: string }>('firewall/filter/cancel_rollback', { until: LAST_RELEASE });

/** What the firewall's own timer is asked with. */
export const filterTimerEndpoints = [cancelRollback];

/** The timer of OPNsense up to 26.1 that puts the filter's rules back unless it is cancelled. It knows rules only, and runs once at a time. */
export class FilterTimer {
  private startedAt = 0;
  private stoppedAt = 0;
  /** The revision of a timer that was stopped for a write that joins. */
  private paused: string | undefined;

  constructor(private readonly ports: Pick<SavepointPorts, 'firewall' | 'clock' | 'confirmSeconds'>) {}

  /** The request that applies: with the revision to go back to where the timer would end with the change's own deadline, not before it. */
  async armed(record: ChangeRecord, path: string, request: EndpointRequest): Promise<EndpointRequest> {
    if (!startsTimer(path) || record.base === undefined || this.ports.confirmSeconds > TIMER_SECONDS) return request;
    const version = await this.ports.firewall.version().catch(() => undefined);
    if (version?.release === undefined || compareReleases(version.release, LAST_RELEASE) > 0) return request;
    // Only one runs at a time: a second start would silently do nothing.
    if (!(await this.cancel(record))) return request;
    return this.started(record, revisionOf(record), request);
  }

  /** Stops the timer for a write that joins the change, as it would end before the deadline that the write renews; false when it cannot. */
  async pause(record: ChangeRecord): Promise<boolean> {
    const { timer } = record;
    if (!(await this.cancel(record))) return false;
    this.paused = timer;
    return true;
  }

  /** Starts a paused timer anew, unless the write that joined has done so. */
  async resume(record: ChangeRecord): Promise<void> {
    const { paused } = this;
    this.paused = undefined;
    if (paused !== undefined && record.timer === undefined) await this.ports.firewall.write(filterApply, await this.started(record, paused, {}));
  }

  /** True once no timer of the change runs any more; one that was stopped in its last seconds may have gone back all the same. */
  async cancel(record: ChangeRecord): Promise<boolean> {
    const { clock, firewall } = this.ports;
    if (record.timer === undefined) return true;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) await clock.sleep(PAUSE_MS);
      const { status } = await firewall.write(cancelRollback, { path: [record.timer] });
      // It answers two line breaks when it stopped a timer, and nothing when there was none.
      if (status !== '\n\n') continue;
      record.timer = undefined;
      this.stoppedAt = clock.now();
      if (clock.now() - this.startedAt >= LATE_MS) await clock.sleep(LATE_PAUSE_MS);
      return true;
    }
    return false;
  }

  private async started(record: ChangeRecord, revision: string, request: EndpointRequest): Promise<EndpointRequest> {
    const { clock } = this.ports;
    const wait = this.stoppedAt + NOTICED_MS - clock.now();
    if (wait > 0) await clock.sleep(wait);
    this.startedAt = clock.now();
    record.timer = revision;
    record.wasTimed = true;
    return { ...request, path: [revision] };
  }
}
