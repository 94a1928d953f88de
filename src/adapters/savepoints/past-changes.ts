import { OpnError, type PastChange, type ValueDifference } from '../../ports';
import { type Attribution, attribute } from './attribution';
import { shown } from './change-errors';
import { revisionOf } from './change-record';
import { type KeptChange } from './change-store';
import { entriesAfter, type HistoryEntry, readHistoryIfAllowed, readSaved } from './configuration-history';
import { type SavepointPorts } from './savepoint-ports';
import { valueDifferences } from './saved-difference';

/** Entries that follow each other, all made by the change or all by others. */
export interface Stretch {
  readonly isOwn: boolean;
  /** Id of the entry before. */
  readonly from: string;
  readonly entries: readonly HistoryEntry[];
}

/** The history of the firewall as a past change sees it. */
export interface PastStretches {
  /** From the first entry after the one before the change to the newest. */
  readonly stretches: readonly Stretch[];
  /** Id of the newest entry. */
  readonly newest: string;
}

/** The changes that have ended. */
export class PastChanges {
  constructor(private readonly ports: Pick<SavepointPorts, 'firewall' | 'redactor' | 'store'>) {}

  /** The newest ones, newest first. */
  async list(count: number): Promise<readonly PastChange[]> {
    return (await this.ports.store.closed(count)).map(({ record: _record, ...past }) => past);
  }

  /** The one with that id; rejects when there is none. */
  async kept(id: string): Promise<KeptChange> {
    const kept = await this.find(change => change.id === id);
    if (kept === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no change ${shown(id)} in the record.`, 'opn_change_history lists those that can be undone.');
    return kept;
  }

  /** Why a revision cannot be confirmed any more. */
  async whyEnded(revision: string | undefined): Promise<OpnError> {
    const past = revision === undefined ? undefined : await this.find(({ record }) => revisionOf(record) === revision || record.id === revision);
    if (past === undefined) return new OpnError('OPN_NOT_FOUND', 'No change waits for its confirmation.', 'opn_change_history tells what became of earlier ones.');
    if (past.outcome === 'confirmed') return new OpnError('OPN_NOT_FOUND', `That change was confirmed already, at ${past.ended}.`);
    if (past.outcome === 'kept') return new OpnError('OPN_NOT_FOUND', `That change needed no confirmation and was kept, at ${past.ended}.`);
    const undone = past.outcome === 'undone' ? 'undone' : 'undone as far as that could be done';
    return new OpnError('OPN_EXPIRED', `That change was ${undone} at ${past.ended}: its time was up, or somebody took it back.`, 'Make it again if it is still wanted, and confirm it in time.');
  }

  /** Every value that the change itself made different, whatever others saved in between; undefined when the history does not tell any more. */
  async differences(id: string): Promise<readonly ValueDifference[] | undefined> {
    const { firewall, redactor } = this.ports;
    const past = await pastStretches(await this.kept(id), this.ports);
    if (past === undefined) return undefined;
    const found = new Map<string, ValueDifference>();
    for (const { from, entries } of past.stretches.filter(({ isOwn }) => isOwn)) {
      const [before, after] = await Promise.all([readSaved(firewall, from), readSaved(firewall, entries.at(-1)?.id)]);
      for (const each of valueDifferences(before, after, path => redactor.isSecretField(path))) found.set(each.path, { ...each, from: found.has(each.path) ? found.get(each.path)?.from : each.from });
    }
    return [...found.values()];
  }

  private async find(isMeant: (change: KeptChange) => boolean): Promise<KeptChange | undefined> {
    return (await this.ports.store.closed(Number.MAX_SAFE_INTEGER)).find(isMeant);
  }
}

/** Who made what since before the change; undefined when the history cannot be read, or does not hold the entries before and after the change any more. */
export async function pastStretches({ record, after }: KeptChange, { firewall }: Pick<SavepointPorts, 'firewall'>): Promise<PastStretches | undefined> {
  const { base } = record;
  if (base === undefined || after === undefined) return undefined;
  const history = await readHistoryIfAllowed(firewall);
  const since = history === undefined ? undefined : entriesAfter(history, base);
  const end = since?.findIndex(({ id }) => id === after) ?? -1;
  if (since === undefined || end < 0) return undefined;
  const { own } = await attribute(since.slice(0, end + 1), base, record, firewall);
  return { stretches: stretched(since, base, own), newest: since.at(-1)?.id ?? base };
}

function stretched(entries: readonly HistoryEntry[], base: string, own: Attribution['own']): Stretch[] {
  const stretches: { isOwn: boolean; from: string; entries: HistoryEntry[] }[] = [];
  let before = base;
  for (const entry of entries) {
    const isOwn = own.includes(entry);
    const last = stretches.at(-1);
    if (last?.isOwn === isOwn) last.entries.push(entry);
    else stretches.push({ isOwn, from: before, entries: [entry] });
    before = entry.id;
  }
  return stretches;
}
