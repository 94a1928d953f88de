import { type OpenChange } from '../../ports';
import { type ChangeRecord, revisionOf, savedPaths } from './change-record';
import { type SavepointPorts, type WatchdogSession } from './savepoint-ports';

/** An open change as callers see it; `session` is the watchdog of this process, if it has one. */
export function describeOpen(record: ChangeRecord, session: WatchdogSession | undefined, { clock, confirmSeconds, store, watchdog }: SavepointPorts): OpenChange {
  const isWatched = session?.alive ?? (record.watchdog !== undefined && store.lives(record.watchdog));
  const protection = [
    'this server takes it back when the time is up',
    ...(isWatched ? ['a watchdog process takes it back if this server dies'] : watchdog === undefined ? [] : ['no watchdog process: if this server dies, its next start takes it back']),
    ...(record.timer === undefined ? [] : ["the firewall's own timer takes back its filter rules"]),
    ...(record.base === undefined ? ["without the configuration history, which takes the privilege 'Diagnostics: Configuration History': by inverse requests only"] : []),
    ...(record.isFilterHidden === true ? ["without a look at whether the packet filter took the rules, which takes the privilege 'System: Status'"] : []),
  ];
  const secondsLeft = Math.max(0, Math.ceil(((record.deadline ?? clock.now() + confirmSeconds * 1000) - clock.now()) / 1000));
  return { id: record.id, revision: revisionOf(record), tools: record.tools, saved: savedPaths(record), secondsLeft, protection, managementPath: record.managementPath };
}
