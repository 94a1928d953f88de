import { hasWritten, type SentStep } from './change-record';
import { restore, type FirewallAccess, type RestorePlan } from './restore';
import { type SavepointPorts } from './savepoint-ports';

/** A call whose change another process has ended: its steps, and the newest history entry when it began to save. */
export interface OvertakenCall extends Pick<RestorePlan, 'note'> {
  readonly record: RestorePlan['record'] & { readonly id: string; readonly base: string | undefined };
  readonly steps: readonly SentStep[];
  readonly mark: string | undefined;
}

/** Takes back what arrived only after the other process had ended the change, or all of the call where that process kept the change; gives what is left. Rejects when the firewall cannot be reached. */
export async function takeBackLate({ record, steps, mark, note }: OvertakenCall, firewall: FirewallAccess, store: Pick<SavepointPorts['store'], 'closed'>): Promise<readonly string[]> {
  if (!hasWritten({ steps })) return [];
  const [last] = await store.closed(1);
  const wasKept = last?.id === record.id && last.outcome === 'confirmed';
  // Each step is only sent while the change is open, so no more than the last can be too late.
  const { left } = await restore(wasKept ? { record, steps, base: mark, note } : { record, steps: steps.slice(-1), base: record.base, note }, firewall);
  return left;
}
