import { toText } from '../model/php';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { type Row } from '../model/search';

const FIREWALL_LOG = '/ui/diagnostics/log/core/firewall';
const ERROR = -1;

/** core/system: what needs attention, here only whether pf took its rules; and switching off. */
export const systemStatusActions: ActionTable = {
  'core/system/status': (call, machine) => ({ json: machine.release === '24.7' ? oldStatus(call, machine) : status(call, machine) }),
  'core/system/dismiss_status': (call, machine) => ({ json: { status: dismiss(call, machine) ? 'ok' : 'failed' } }),
  'core/system/reboot': (call, machine) => power(call, machine, 'reboot'),
  'core/system/halt': (call, machine) => power(call, machine, 'off'),
};

function oldStatus({ caller: { user } }: ApiCall, machine: Machine): Row {
  const fine = (logLocation: string): Row => ({ statusCode: 2, message: 'No problems were detected.', logLocation, timestamp: '0', status: 'OK' });
  const error = machine.running.rulesError;
  const rules: Row =
    error === undefined
      ? fine(FIREWALL_LOG)
      : { statusCode: ERROR, message: error.message, logLocation: FIREWALL_LOG, timestamp: seconds(error.time), status: 'Error', ...age(error.time, machine) };
  const seen = Object.entries({ CrashReporter: fine('/crash_reporter.php'), Firewall: rules }).filter(([, { logLocation }]) => machine.mayOpen(user, toText(logLocation)));
  const worst = seen.some(([, each]) => each['statusCode'] === ERROR) ? 'Error' : 'OK';
  return { ...Object.fromEntries(seen), System: { status: worst } };
}

function status({ caller: { user } }: ApiCall, machine: Machine): Row {
  const metadata = (code: number | string): Row => ({
    system: { status: code, message: 'No pending messages', title: 'System' }, translations: { dialogTitle: 'System Status', dialogCloseButton: 'Close' }, subsystems: [],
  });
  const error = machine.running.rulesError;
  if (error === undefined) return { metadata: metadata(2) };
  if (!machine.mayOpen(user, FIREWALL_LOG)) return { metadata: metadata('OK'), subsystems: [] };
  const firewall = {
    title: 'Firewall', statusCode: ERROR, message: error.message, location: FIREWALL_LOG, timestamp: seconds(error.time), persistent: false, isBanner: false, priority: 20, status: 'ERROR',
    ...age(error.time, machine),
  };
  return { metadata: metadata('ERROR'), subsystems: { firewall } };
}

function dismiss({ method, body, caller: { user } }: ApiCall, machine: Machine): boolean {
  const subject = toText(body['subject']);
  const mayDismiss = machine.mayOpen(user, FIREWALL_LOG);
  if (method !== 'POST' || !mayDismiss || (machine.release === '24.7' ? subject !== 'Firewall' : subject !== 'firewall' || machine.running.rulesError === undefined)) return false;
  machine.running.dismissRulesError();
  return true;
}

function power({ method }: ApiCall, machine: Machine, how: 'reboot' | 'off'): JsonAnswer {
  if (method !== 'POST') return { json: { status: 'failed' } };
  machine.power(how);
  return { json: { status: 'ok' } };
}

function seconds(time: number): number {
  return Math.floor(time / 1000);
}

/** How long ago something was, in the largest unit that fits; nothing for the future. */
function age(time: number, machine: Machine): { readonly age?: string } {
  const past = seconds(machine.now()) - seconds(time);
  if (past < 0) return {};
  const [unit, length] = UNITS.find(([, , limit]) => past < limit) ?? ['year', 31_536_000];
  const count = Math.floor(past / length);
  return { age: `${String(count)} ${unit}${count === 1 ? '' : 's'} ago` };
}

const UNITS: readonly (readonly [unit: string, seconds: number, limit: number])[] = [
  ['second', 1, 60], ['minute', 60, 3600], ['hour', 3600, 86_400], ['day', 86_400, 604_800], ['week', 604_800, 2_592_000], ['month', 2_592_000, 31_536_000],
];
