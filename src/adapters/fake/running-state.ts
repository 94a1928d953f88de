import { AppliedState } from './applied-state';
import { type FilterLogLine } from './live/filter-log';
import { type PfMemory } from './live/pf-state';

/** A ping job: its settings by field, and when it was started and stopped (milliseconds since 1970). */
export interface PingJob {
  readonly settings: Readonly<Record<string, string>>;
  started?: number;
  stopped?: number;
}

/** What a firewall knows while it runs: which services were started or stopped, and whether it has looked for updates. */
export class RunningState extends AppliedState {
  private readonly switched = new Map<string, boolean>();
  /** Ping jobs by id. */
  readonly pings = new Map<string, PingJob>();
  /** What pf has in memory; undefined until somebody looks. */
  pf: PfMemory | undefined;
  /** The packet filter's log, newest line first; made up from the clock unless given. */
  filterLog: readonly FilterLogLine[] | undefined;
  /** True once an update check ran since boot. */
  updatesChecked = false;

  /** Whether a service runs, given whether it would after a boot. */
  runs(service: string, atBoot: boolean): boolean {
    return this.switched.get(service) ?? atBoot;
  }

  /** Starts or stops a service until the next boot. */
  switch(service: string, on: boolean): void {
    this.switched.set(service, on);
  }
}
