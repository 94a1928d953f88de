import { type Clock, type FirewallApi, type Journal, type Log, type LockoutGuard, type Redactor } from '../../ports';
import { type ChangeRecord } from './change-record';
import { type ChangeStore } from './change-store';
import { type FirewallAccess } from './restore';

/** What the savepoint manager works with. */
export interface SavepointPorts {
  readonly firewall: FirewallAccess & Pick<FirewallApi, 'version'>;
  readonly journal: Journal;
  readonly store: ChangeStore;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds in which a change has to be confirmed, 30 to 600. */
  readonly confirmSeconds: number;
  /** The number of this process. */
  readonly processId: number;
  readonly lockout?: LockoutGuard;
  /** Starts a process that undoes a change when this one dies; absent where no process can reach the firewall. */
  readonly watchdog?: Watchdog;
  /** Told after every change, kept or undone, that what was read before may no longer hold. */
  readonly onChanged: () => void;
}

/** Starts the process that watches over one change. */
export interface Watchdog {
  /** Undefined when the process could not be started, or has no connection to the firewall. */
  start(record: ChangeRecord): Promise<WatchdogSession | undefined>;
}

/** The process that watches over one change. */
export interface WatchdogSession {
  readonly alive: boolean;
  readonly pid: number | undefined;
  /** Hands over the present state of the change; the process answers nothing. */
  update(record: ChangeRecord): void;
  /** The change has ended: the process goes away. */
  end(): void;
}
