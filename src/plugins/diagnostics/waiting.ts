import { type Call, type Clock } from '../../ports';

const EVERY_MS = 2000;

/** Waits for work that takes up to so many seconds, and tells the caller every other second that it goes on. */
export async function reporting<T>(call: Call, clock: Clock, seconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  void tell(call, clock, seconds, done.signal);
  try {
    return await work;
  } finally {
    done.abort();
  }
}

async function tell(call: Call, clock: Clock, seconds: number, done: AbortSignal): Promise<void> {
  for (let waited = 0; waited < seconds; waited += EVERY_MS / 1000) {
    call.progress(waited, seconds, waited === 0 ? 'started' : 'the firewall is still at it');
    try {
      await clock.sleep(EVERY_MS, done);
    } catch {
      return;
    }
  }
}
