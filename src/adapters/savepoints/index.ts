import { type Endpoint } from '../../ports';
import { historyEndpoints } from './configuration-history';
import { filterErrorEndpoints } from './filter-errors';
import { filterTimerEndpoints } from './filter-timer';
import { reloadEndpoints } from './restore';

/** What keeping changes undoable asks of the firewall, whatever the tool. */
export const SAVEPOINT_ENDPOINTS: readonly Endpoint[] = [...historyEndpoints, ...filterErrorEndpoints, ...filterTimerEndpoints, ...reloadEndpoints];

export { type ChangeStore, MemoryChangeStore } from './change-store';
export { DiskChangeStore } from './disk-change-store';
export { type Watchdog } from './savepoint-ports';
export { Savepoints } from './savepoints';
