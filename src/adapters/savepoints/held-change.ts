import { type OpenChange } from '../../ports';
import { type ChangeRecord } from './change-record';
import { Countdown } from './countdown';
import { describeOpen } from './open-change';
import { type SavepointPorts, type WatchdogSession } from './savepoint-ports';

/** The open change as this process holds it: its record, the watchdog over it, and the time that it has left. */
export class HeldChange {
  private held: ChangeRecord | undefined;
  private isAdopted = false;
  private watchdog: WatchdogSession | undefined;
  private readonly countdown: Countdown;

  constructor(private readonly ports: SavepointPorts) {
    this.countdown = new Countdown(ports.clock);
  }

  get record(): ChangeRecord | undefined {
    return this.held;
  }

  get isWatched(): boolean {
    return this.watchdog?.alive === true;
  }

  /** True when nobody else takes it back should this process end: it began here, and no watchdog lives. */
  get isLostWithUs(): boolean {
    return this.held !== undefined && !this.isAdopted && !this.isWatched;
  }

  /** Holds a change that begins, or one that an earlier process left open. */
  hold(record: ChangeRecord, isAdopted = false): void {
    this.held = record;
    this.isAdopted = isAdopted;
  }

  /** Acts at its deadline, unless it is counted anew or let go before; `isStopped` tells, too, while the act has to wait. */
  count(record: ChangeRecord, act: (isStopped: () => boolean) => Promise<void>): void {
    this.countdown.start(record.deadline ?? 0, act);
  }

  stopCounting(): void {
    this.countdown.stop();
  }

  /** Gives it its full time, and a watchdog unless one lives. */
  async guard(record: ChangeRecord): Promise<void> {
    this.renew(record);
    if (this.isWatched) return;
    await this.ports.store.keep(record, true);
    this.watchdog = await this.ports.watchdog?.start(record);
    record.watchdog = this.watchdog?.pid;
  }

  renew(record: ChangeRecord): void {
    record.deadline = this.ports.clock.now() + this.ports.confirmSeconds * 1000;
  }

  /** Keeps how it stands now, and tells the watchdog. */
  async keep(record: ChangeRecord, isUrgent = false): Promise<void> {
    await this.ports.store.keep(record, isUrgent);
    this.tellWatchdog(record);
  }

  tellWatchdog(record: ChangeRecord): void {
    this.watchdog?.update(record);
  }

  /** It has ended here: sends the watchdog away. */
  end(): void {
    this.watchdog?.end();
    this.forget();
  }

  /** Another process has ended it, or goes on with it. */
  forget(): void {
    this.countdown.stop();
    this.held = undefined;
    this.watchdog = undefined;
  }

  /** Lets go of a change that another process, such as the watchdog, has ended. */
  async noticeEnd(): Promise<void> {
    if (this.held?.deadline === undefined || (await this.ports.store.load())?.id === this.held.id) return;
    this.ports.log.write('notice', `The change ${this.held.id} was ended by another process.`);
    this.forget();
    this.ports.onChanged();
  }

  /** A change as callers see it. */
  describe(record: ChangeRecord): OpenChange {
    return describeOpen(record, this.watchdog, this.ports);
  }
}
