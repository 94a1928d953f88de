import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, OpnError } from '../../ports';

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { ...(signal === undefined ? {} : { signal }) });
    } catch (problem) {
      throw new OpnError('OPN_CANCELLED', 'The caller called the request off.', undefined, { cause: problem });
    }
  },
};
