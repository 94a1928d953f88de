import { type FirewallApi } from '../../ports';
import { attributeSince } from './attribution';
import { type ChangeRecord, savedPaths } from './change-record';
import { inWords, readSaved } from './configuration-history';
import { differingSections } from './saved-difference';

/** What a confirmation found, in a sentence, and the last entry that the change made. */
export interface Confirmation {
  readonly verified: string;
  readonly after: string | undefined;
}

/** Compares what the change left with what is saved now; `isTimerStopped` tells whether the firewall's own timer was. */
export async function verifyConfirmed(record: ChangeRecord, isTimerStopped: boolean, firewall: Pick<FirewallApi, 'read'>): Promise<Confirmation> {
  const since = await attributeSince(record.base, record, firewall);
  if (since === undefined) return { verified: 'Kept; the configuration history could not be read to compare.', after: undefined };
  const { own, others } = since;
  const last = own.at(-1);
  const who = inWords(others).join('; ');
  if (last === undefined) return { verified: withoutEntries(record, who), after: undefined };
  if (others.length === 0) {
    return { verified: isTimerStopped ? 'Nobody has saved anything since; the firewall has the change.' : 'The firewall has the change; its own timer had run out and was not found.', after: last.id };
  }
  const [then, now] = await Promise.all([readSaved(firewall, last.id), readSaved(firewall)]);
  const sections = differingSections(then, now);
  return { verified: `Others have saved since (${who}); ${sections.length === 0 ? 'nothing differs from what this change left' : `now different: ${sections.join(', ')}`}.`, after: last.id };
}

function withoutEntries(record: ChangeRecord, who: string): string {
  const others = who === '' ? '' : ` Others have saved since (${who}).`;
  if (savedPaths(record).length === 0) return `The change loaded something anew and saved nothing.${others}`;
  return `Kept, but the configuration history shows none of its saves, so nothing could be compared.${others}`;
}
