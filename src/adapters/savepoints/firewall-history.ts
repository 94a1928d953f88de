import { type ConfigurationHistory, type FirewallApi, type ItemDifference, type Redactor, type SavedEntry } from '../../ports';
import { readHistory, readSaved } from './configuration-history';
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

  async differences(from: SavedEntry, to: SavedEntry): Promise<readonly ItemDifference[]> {
    const [before, now] = await Promise.all([readSaved(this.firewall, from.id), readSaved(this.firewall, to.id)]);
    return itemDifferences(before, now, path => this.redactor.isSecretField(path));
  }
}
