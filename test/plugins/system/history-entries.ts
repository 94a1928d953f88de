import { type TestServer } from '../../../src/adapters/testkit';
import { ask, askJson } from '../../adapters/fake/ask';

/** Somebody saves two categories and a rule, a second apart. */
export async function worked(kit: TestServer): Promise<void> {
  for (const name of ['First', 'Second']) {
    kit.clock.turn(1_000);
    await ask(kit.firewall, 'firewall/category/add_item', { category: { name, color: '000000' } });
  }
  kit.clock.turn(1_000);
  await ask(kit.firewall, 'firewall/filter/add_rule', { rule: { enabled: '1', action: 'pass', interface: 'lan', description: 'Printers' } });
  kit.clock.turn(1_000);
}

/** Ids of the entries, newest first. */
export const ids = (kit: TestServer): Promise<string[]> => askJson<{ items: { id: string }[] }>(kit.firewall, 'core/backup/backups/this').then(({ items }) => items.map(({ id }) => id));

/** An entry that there never was. */
export const NEVER = 'config-1000000000.0001.xml';
