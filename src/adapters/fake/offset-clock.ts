import { setTimeout as sleep } from 'node:timers/promises';

/** The machine's clock, which can be put forward. */
export class OffsetClock {
  private offset = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.offset;
  }

  /** Takes its time by the machine's clock. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  }

  /** Lets `ms` milliseconds pass at once. */
  turn(ms: number): void {
    this.offset += ms;
  }
}
