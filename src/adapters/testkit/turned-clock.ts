import { type Clock } from '../../ports';

/** A clock that stands still until it is turned. */
export class TurnedClock implements Clock {
  /** When true, whoever sleeps turns the clock by that time and goes on. */
  runsAhead = false;
  private time: number;
  private waiting: { readonly until: number; readonly wake: () => void }[] = [];

  /** Starts at `start`, milliseconds since 1970. */
  constructor(start = Date.UTC(2026, 0, 1)) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => reject(signal?.reason as Error);
      if (signal?.aborted === true) return cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      this.waiting.push({ until: this.time + ms, wake: resolve });
      // A moment later, so that whoever wants to cancel can do so first.
      if (this.runsAhead) setImmediate(() => this.turn(ms));
    });
  }

  /** Lets `ms` milliseconds pass and wakes whoever waited for them. */
  turn(ms: number): void {
    this.time += ms;
    const due = this.waiting.filter(({ until }) => until <= this.time);
    this.waiting = this.waiting.filter(({ until }) => until > this.time);
    for (const { wake } of due) wake();
  }
}
