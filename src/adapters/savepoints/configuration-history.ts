import { type BackupsAnswer, configBackups, configDownload, writes } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { historyName } from './change-record';
import { SavedConfiguration } from './saved-configuration';

/** One saved configuration in the firewall's history. */
export interface HistoryEntry {
  /** `config-SECONDS.FRACTION.xml` */
  readonly id: string;
  /** Seconds since 1970, exact. */
  readonly time: number;
  /** Who saved it, such as `root@192.0.2.10`. */
  readonly user: string;
  /** The API request that saved it, as `historyName` spells it; undefined when something else did. */
  readonly request: string | undefined;
  /** In the firewall's words. */
  readonly description: string;
}

const HERE = 'this';
const MADE_BY_API = /^(\/api\/\S+?)(?:\?\S*)? made changes$/;
const MADE_BY_TIMER = /\/rollback_timer\.php made changes$/;

/** Puts back a saved configuration; reloads nothing. */
export const revertBackup = writes<{ readonly status?: string }>('core/backup/revert_backup');

/** What reading and restoring the history asks of the firewall. */
export const historyEndpoints = [configBackups, revertBackup, configDownload];

/** The history, oldest first. */
export async function readHistory(firewall: Pick<FirewallApi, 'read'>): Promise<HistoryEntry[]> {
  const { items } = await firewall.read(configBackups, { path: [HERE] }, { anew: true });
  if (!Array.isArray(items)) throw new OpnError('OPN_BAD_ANSWER', 'The configuration history is not a list.');
  return items.flatMap(toEntry).sort((left, right) => left.time - right.time);
}

/** The history, or undefined for a key that may not read it. */
export async function readHistoryIfAllowed(firewall: Pick<FirewallApi, 'read'>): Promise<HistoryEntry[] | undefined> {
  try {
    return await readHistory(firewall);
  } catch (problem) {
    if (problem instanceof OpnError && (problem.code === 'OPN_FORBIDDEN' || problem.code === 'OPN_NO_ENDPOINT')) return undefined;
    throw problem;
  }
}

function toEntry({ id, description = '', username = '' }: NonNullable<BackupsAnswer['items']>[number]): HistoryEntry[] {
  const time = Number(/^config-(\d+(?:\.\d+)?)\.xml$/.exec(id ?? '')?.[1]);
  if (id === undefined || Number.isNaN(time)) return [];
  const request = MADE_BY_API.exec(description)?.[1];
  return [{ id, time, user: username, description, request: request === undefined ? undefined : historyName(request.replace(/^\/api\//, '')) }];
}

/** Rejects when that is not the newest entry any more: going back would throw away what somebody has saved since then. */
export async function refuseNewer(newest: string, firewall: Pick<FirewallApi, 'read'>): Promise<void> {
  if ((await readHistoryIfAllowed(firewall))?.at(-1)?.id === newest) return;
  throw new OpnError('OPN_REFUSED', 'Somebody has saved something just now, so that it is no longer known what going back would throw away.', 'Call again: it is worked out anew then.');
}

/** The entries after the one with that id; undefined when it is not there any more. */
export function entriesAfter(history: readonly HistoryEntry[], id: string): readonly HistoryEntry[] | undefined {
  const index = history.findIndex(entry => entry.id === id);
  return index < 0 ? undefined : history.slice(index + 1);
}

/** Who saved each, and how, in words. */
export function inWords(entries: readonly HistoryEntry[]): string[] {
  return entries.map(({ user, description }) => `${user}: ${description}`);
}

/** True for what the firewall's own timer saved when it went back. */
export function isMadeByTimer({ description }: HistoryEntry): boolean {
  return MADE_BY_TIMER.test(description);
}

/** A saved configuration, the newest unless an id is given. */
export async function readSaved(firewall: Pick<FirewallApi, 'read'>, id?: string): Promise<SavedConfiguration> {
  return new SavedConfiguration(await firewall.read(configDownload, { path: id === undefined ? [HERE] : [HERE, id] }, { anew: true }));
}
