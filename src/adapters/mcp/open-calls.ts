import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Turns } from '../../core';
import { type Call, OpnError } from '../../ports';

/** What of a request its call listens to. */
export interface Caller {
  /** Fires when the client calls the request off, or is gone. */
  readonly signal: AbortSignal;
  readonly progress: Call['progress'];
}

/** The calls that are not answered yet, those that wait for their turn included. */
export class OpenCalls {
  private readonly open = new Map<AbortController, Promise<unknown>>();
  private readonly turns: Turns;

  /** `most` calls run at a time; `mostWaiting` may wait for them. */
  constructor(
    most: number,
    private readonly mostWaiting: number,
  ) {
    this.turns = new Turns(most);
  }

  /** Does the work once it is its turn; rejects with OPN_BUSY, or with OPN_CANCELLED when it was called off before. */
  async run<T>({ signal, progress }: Caller, work: (call: Call) => Promise<T>): Promise<T> {
    if (!this.turns.free && this.turns.waiting >= this.mostWaiting) {
      throw new OpnError('OPN_BUSY', `${this.open.size} calls are running or waiting already.`, 'Wait for some of them to answer, then call again.');
    }
    const stop = new AbortController();
    // Every request of the call listens, and a tool may send many at once.
    setMaxListeners(0, stop.signal);
    const cancel = (): void => stop.abort(new OpnError('OPN_CANCELLED', 'The caller called the request off.'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const done = this.inTurn({ signal: stop.signal, progress }, work);
    this.open.set(stop, done);
    try {
      return await done;
    } finally {
      this.open.delete(stop);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Calls off every one of them. */
  cancel(reason: string): void {
    for (const call of this.open.keys()) call.abort(new OpnError('OPN_CANCELLED', reason));
  }

  /** Resolves when there is none, and every answer was handed to the transport. */
  async settled(): Promise<void> {
    // The SDK starts handlers and sends answers in microtasks; the next turn of the loop comes after them.
    await setImmediate();
    while (this.open.size > 0) {
      await Promise.allSettled(this.open.values());
      await setImmediate();
    }
  }

  private async inTurn<T>(call: Call, work: (call: Call) => Promise<T>): Promise<T> {
    const giveBack = await this.turns.take(rejectedWith(call.signal));
    try {
      return await work(call);
    } finally {
      giveBack();
    }
  }
}

/** Rejects with the reason of a signal once it fires. */
function rejectedWith(signal: AbortSignal): Promise<never> {
  const fired = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  fired.catch(() => undefined);
  return fired;
}
