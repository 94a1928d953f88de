import { writes } from '../../core';
import { compareReleases, type EndpointRequest, type Release } from '../../ports';
import { type ChangeRecord, revisionOf } from './change-record';
import { startsTimer } from './restore';
import { type SavepointPorts } from './savepoint-ports';

/** How long the firewall's own timer runs; nothing changes that. */
const TIMER_SECONDS = 60;
const LAST_RELEASE: Release = '26.1';
/** A cancel that comes before the timer is up and running does nothing; it says so, and is repeated. */
const TRIES = 6;
const PAUSE_MS = 500;

const cancelRollback = writes<{ readonly status?: string }>('firewall/filter/cancel_rollback', { until: LAST_RELEASE });

/** What the firewall's own timer is asked with. */
export const filterTimerEndpoints = [cancelRollback];

/** The timer of OPNsense up to 26.1 that puts the filter's rules back unless it is cancelled. It knows rules only, and runs once at a time. */
export class FilterTimer {
  constructor(private readonly ports: Pick<SavepointPorts, 'firewall' | 'clock' | 'confirmSeconds'>) {}

  /** The request that applies: with the revision to go back to where the timer would end with the change's own deadline, not before it. */
  async armed(record: ChangeRecord, path: string, request: EndpointRequest): Promise<EndpointRequest> {
    if (!startsTimer(path) || record.base === undefined || this.ports.confirmSeconds > TIMER_SECONDS) return request;
    const version = await this.ports.firewall.version().catch(() => undefined);
    if (version?.release === undefined || compareReleases(version.release, LAST_RELEASE) > 0) return request;
    // Only one runs at a time: a second start would silently do nothing.
    if (record.timer !== undefined && !(await this.cancel(record))) return request;
    record.timer = revisionOf(record);
    return { ...request, path: [record.timer] };
  }

  /** True once no timer of the change runs any more. */
  async cancel(record: ChangeRecord): Promise<boolean> {
    if (record.timer === undefined) return true;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt > 0) await this.ports.clock.sleep(PAUSE_MS);
      const { status } = await this.ports.firewall.write(cancelRollback, { path: [record.timer] });
      // It answers two line breaks when it stopped a timer, and nothing when there was none.
      if (status === '\n\n') {
        record.timer = undefined;
        return true;
      }
    }
    return false;
  }
}
