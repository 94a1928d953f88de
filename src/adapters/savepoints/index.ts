import { needsConfirmation } from '../../core';
import { type Endpoint } from '../../ports';
import { historyEndpoints } from './configuration-history';
import { filterErrorEndpoints } from './filter-errors';
import { filterTimerEndpoints } from './filter-timer';
import { reloadEndpoints, startsTimer } from './restore';

/** What keeping changes undoable asks of the firewall, whatever the tool. */
export const SAVEPOINT_ENDPOINTS: readonly Endpoint[] = [...historyEndpoints, ...filterErrorEndpoints, ...filterTimerEndpoints, ...reloadEndpoints];

/** What keeping a change undoable asks of the firewall, when it is made with these endpoints. */
export function endpointsToUndo(uses: readonly Endpoint[]): readonly Endpoint[] {
  const writing = uses.filter(endpoint => endpoint.kind === 'write');
  if (writing.length === 0) return [];
  return writing.some(endpoint => needsConfirmation({ endpoint })) ? [...historyEndpoints, ...filterErrorEndpoints, ...filterTimersFor(writing)] : historyEndpoints;
}

// The firewall's own timer runs only for what is applied with a revision.
const filterTimersFor = (writing: readonly Endpoint[]): readonly Endpoint[] => (writing.some(({ path }) => startsTimer(path)) ? filterTimerEndpoints : []);

export { type ChangeStore, MemoryChangeStore } from './change-store';
export { DiskChangeStore } from './disk-change-store';
export { FirewallHistory } from './firewall-history';
export { type Watchdog } from './savepoint-ports';
export { Savepoints } from './savepoints';
