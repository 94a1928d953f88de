import { type Clock } from '../../ports';

/** Waits for one moment at a time. */
export class Countdown {
  private stopping = new AbortController();

  constructor(private readonly clock: Clock) {}

  /** Acts once that time has come, milliseconds since 1970, unless it is stopped or started anew before; `isStopped` tells, too, while the act has to wait. */
  start(time: number, act: (isStopped: () => boolean) => Promise<void>): void {
    this.stop();
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    void this.clock.sleep(Math.max(0, time - this.clock.now()), signal).then(() => act(() => signal.aborted), () => undefined);
  }

  stop(): void {
    this.stopping.abort();
  }
}
