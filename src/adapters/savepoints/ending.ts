import { OpnError } from '../../ports';
import { type ChangeRecord } from './change-record';
import { restore, type Restored, type RestorePlan } from './restore';
import { type SavepointPorts } from './savepoint-ports';

/** How long whoever ends a change goes on trying, and waits for another that does so. */
const LONGEST_TRYING_MS = 15 * 60_000;
/** How long whoever takes something back in this server waits before it tries again. */
export const RETRY_MS = 2_000;

/** True when the process of the change has died. Its number may be another's by now: nobody who lives lets a change lie for so long. */
export function isOrphan({ owner, deadline, opened }: ChangeRecord, { clock, store }: Pick<SavepointPorts, 'clock' | 'store'>): boolean {
  return !store.lives(owner) || clock.now() > (deadline ?? opened + LONGEST_TRYING_MS) + LONGEST_TRYING_MS;
}

/** Claims an open change to take it back; while another process ends it, waits for that, and goes on when that has died over it or given up. False when the change has ended. */
export async function claimWhenFree({ id }: ChangeRecord, { clock, store, processId }: Pick<SavepointPorts, 'clock' | 'store' | 'processId'>, retryMs = RETRY_MS): Promise<boolean> {
  for (let waited = 0; waited < LONGEST_TRYING_MS; waited += retryMs) {
    if ((await store.load())?.id !== id) return false;
    if (await store.claim(id, { how: 'rollback', by: processId })) return true;
    await clock.sleep(retryMs);
  }
  return true;
}

/** Takes a whole change back, then does what its end asks for; without `retryMs` only once, else until the firewall can be reached, for a quarter of an hour. */
export async function restoreUntilDone<T>(
  record: ChangeRecord,
  { clock, firewall }: Pick<SavepointPorts, 'clock' | 'firewall'>,
  { note, retryMs, line }: Pick<RestorePlan, 'note' | 'line'> & { readonly retryMs: number | undefined },
  end: (restored: Restored) => Promise<T>,
): Promise<T> {
  const until = clock.now() + LONGEST_TRYING_MS;
  for (;;) {
    try {
      return await end(await restore({ record, steps: record.steps, base: record.base, note, line, isLast: clock.now() >= until }, firewall));
    } catch (problem) {
      if (retryMs === undefined || !(problem instanceof OpnError) || clock.now() >= until) throw problem;
      await clock.sleep(retryMs);
    }
  }
}
