import { compareReleases } from '../../../ports';
import { restoreFilter } from '../filter-rollback';
import { digitsOf } from '../rollback-timer';
import { type Action, type ActionTable, type ApiCall, type JsonAnswer, type Machine, UnexpectedFault } from '../machine';

const PAGES = ['filter', 'source_nat', 'one_to_one', 'npt', 'd_nat'] as const;

/** What the pages of rules and NAT have in common: loading what is saved, and up to 26.1 the minute after which it is taken back. */
export const filterBaseActions: ActionTable = Object.fromEntries(
  PAGES.flatMap((page): [string, Action][] => [
    [`firewall/${page}/apply`, apply],
    [`firewall/${page}/savepoint`, savepoint],
    [`firewall/${page}/cancel_rollback`, cancelRollback],
    [`firewall/${page}/revert`, (call, machine) => revert(call, machine, page !== 'd_nat')],
  ]),
);

// Whether pf takes the rules is not in the answer. From 26.7 on a revision is an argument too many, and ignored.
function apply(call: ApiCall, machine: Machine): JsonAnswer {
  if (call.method !== 'POST') return { json: { status: 'error' } };
  refuseSince261(call, machine);
  const [revision] = call.args;
  if (revision !== undefined && machine.release !== '26.7') machine.running.rollback.start(revision, machine.now());
  return { json: { status: 'OK\n\n' } };
}

function savepoint(call: ApiCall, machine: Machine): JsonAnswer {
  if (call.method !== 'POST') return { json: { status: 'error' } };
  refuseSince261(call, machine);
  machine.record(call);
  return { json: { status: 'ok', retention: machine.document.text('system/backupcount') || '100', revision: machine.document.text('revision/time') } };
}

function cancelRollback(call: ApiCall, machine: Machine): JsonAnswer {
  if (call.method !== 'POST') return { json: { status: 'error' } };
  refuseSince261(call, machine);
  const isCancelled = machine.running.rollback.cancel(call.args[0] ?? '', machine.now());
  const nothing = compareReleases(machine.release, '25.7') < 0 ? null : '';
  return { json: { status: isCancelled ? '\n\n' : nothing } };
}

/** The model of port forwards knows no way back, though its page offers one. */
function revert(call: ApiCall, machine: Machine, canRestore: boolean): JsonAnswer {
  if (call.method !== 'POST') return { json: { status: 'error' } };
  refuseSince261(call, machine);
  const restored = canRestore ? restoreFilter(machine.document, machine.history, call.args[0] ?? '') : knows(machine, call.args[0] ?? '');
  if (restored === 'unknown') return { json: { status: 'unknown (or removed) savepoint' } };
  if (restored === 'broken') throw new UnexpectedFault('there is no filter model to restore');
  machine.record(call);
  machine.load(['filter', 'aliases'], call.route);
  return { json: { status: 'ok' } };
}

function knows(machine: Machine, revision: string): 'unknown' | 'broken' {
  return machine.history.find(`config-${digitsOf(revision)}.xml`) === undefined ? 'unknown' : 'broken';
}

function refuseSince261(call: ApiCall, machine: Machine): void {
  if (machine.release === '26.1') machine.refuseReadOnly(call);
}
