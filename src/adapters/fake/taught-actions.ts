import { type Release } from '../../ports';
import { CONTROLLERS, itemActions } from './controllers';
import { type ActionTable } from './machine';

const taught = new Map<Release, ActionTable>();

/** Every action that the fake was taught of a release. */
export function taughtActions(release: Release): ActionTable {
  const table = taught.get(release) ?? { ...itemActions(release), ...CONTROLLERS };
  taught.set(release, table);
  return table;
}
