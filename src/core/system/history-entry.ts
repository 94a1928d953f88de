import { OpnError } from '../../ports';

/** The entry of the configuration history with that id; throws OPN_NOT_FOUND when it is not among those. */
export function historyEntry<T extends { readonly id: string }>(id: string, entries: readonly T[]): T {
  const found = entries.find(entry => entry.id === id);
  if (found === undefined) throw new OpnError('OPN_NOT_FOUND', `The configuration history has no entry ${JSON.stringify(id.slice(0, 60))}.`, 'opn_list_config_history lists those that the firewall has kept.');
  return found;
}
