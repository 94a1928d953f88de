import { OpnError } from '../../ports';
import { type ChangeRecord, revisionOf } from './change-record';

/** The error of a call that failed, and whose steps may not all be taken back. */
export function undoFailed(cause: unknown, left: readonly string[]): OpnError {
  const why = cause instanceof OpnError ? cause.describe() : 'a defect in this server';
  return new OpnError(
    'OPN_UNDO_FAILED',
    `The change failed (${why}) and may not be taken back completely: ${left.join('; ')}.`,
    'Compare the configuration history of the firewall (System: Configuration: History) and restore the entry before this change if needed.',
    { cause },
  );
}

/** Why a request could not be carried out, for what is left: with the privilege to tick, where one is missing. */
export function whyLeft({ code, message, hint }: OpnError): string {
  return code === 'OPN_FORBIDDEN' && hint !== undefined ? `${message} ${hint}` : message;
}

/** The error of an undo that would cut the way to the firewall. */
export function undoLocksOut(id: string, cause: OpnError): OpnError {
  return new OpnError('OPN_LOCKOUT', `The change ${id} stays: ${cause.message}`, 'Make another way in first.', { cause });
}

/** The error of whoever wants to end a change that is being ended. */
export function tooLate(record: ChangeRecord): OpnError {
  return new OpnError('OPN_EXPIRED', `It is too late: the change ${revisionOf(record)} is being ended already.`, 'opn_change_history tells what became of it.');
}

/** The error of a write while another process has a change open. */
export function openElsewhere(record: Pick<ChangeRecord, 'tools'> | undefined): OpnError {
  const what = record === undefined ? '' : ` (${record.tools.join(', ')})`;
  return new OpnError('OPN_BUSY', `Another session of this server has a change open${what}.`, 'Wait until it is confirmed or undone; opn_pending_changes tells how long that takes at most.');
}

/** What a caller gave, short enough for a message. */
export function shown(given: string | undefined): string {
  return JSON.stringify((given ?? '').slice(0, 60));
}
