import { type ConfigurationHistory, type FirewallApi, type ItemDifference, OpnError, type Redactor, type SavedEntry } from '../../ports';
import { shown } from './change-errors';
import { type HistoryEntry, readHistory, readSaved } from './configuration-history';
import { itemDifferences } from './item-differences';

/** The configuration history that the firewall itself keeps. */
export class FirewallHistory implements ConfigurationHistory {
  constructor(
    private readonly firewall: Pick<FirewallApi, 'read'>,
    private readonly redactor: Redactor,
  ) {}

  async entries(): Promise<readonly SavedEntry[]> {
    return (await readHistory(this.firewall)).reverse().map(({ id, time, user, description }) => ({ id, saved: new Date(time * 1000).toISOString(), user, description }));
  }

  async differences(from: string, to: string): Promise<readonly ItemDifference[]> {
    const history = await readHistory(this.firewall);
    for (const id of [from, to]) entryOf(id, history);
    const [before, now] = await Promise.all([readSaved(this.firewall, from), readSaved(this.firewall, to)]);
    return itemDifferences(before, now, path => this.redactor.isSecretField(path));
  }
}

/** The entry of that id; throws OPN_NOT_FOUND when the history does not have it. */
export function entryOf(id: string, history: readonly HistoryEntry[]): HistoryEntry {
  const found = history.find(entry => entry.id === id);
  if (found === undefined) throw new OpnError('OPN_NOT_FOUND', `The configuration history has no entry ${shown(id)}.`, 'opn_list_config_history lists those that the firewall has kept.');
  return found;
}
