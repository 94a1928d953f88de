import { type ActionTable } from '../machine';
import { searchRows } from '../model/search';

/** core/snapshots of a firewall without ZFS: there are none, and none can be made. */
export const snapshotActions: ActionTable = {
  'core/snapshots/is_supported': () => ({ json: { supported: false } }),
  'core/snapshots/search': call => ({ json: searchRows([], call) }),
  'core/snapshots/get': (_call, machine) => ({ json: { name: new Date(machine.now()).toISOString().replace(/\D/g, '').slice(0, 14), uuid: '' } }),
};
