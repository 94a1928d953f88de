import { type Clock } from '../../ports';

/** A clock that stands still until it is turned. */
export class TurnedClock implements Clock {
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
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.waiting.push({ until: this.time + ms, wake: resolve });
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
