import { type LogLine, logLines } from '../live/log-files';
import { logPage } from '../live/log-page';
import { type ActionTable, type ApiAnswer, type ApiCall, type Machine, UntaughtFault } from '../machine';
import { isEmpty, isObject, toInteger, toText } from '../model/php';
import { parameters, type Row } from '../model/search';

const MOST_ROWS = 9999;
const ROWS_FOR_ALL = 5000;

/** diagnostics/log: the log files, whatever their names. */
export const logFileActions: ActionTable = {
  'diagnostics/log/*': (call, machine) => {
    // The action of the address is the module of the log.
    const [, , module = ''] = (call.uri.split('?', 1)[0] ?? '').split('/').filter(segment => segment !== '').slice(1);
    const [scope = '', action = ''] = call.args;
    return call.method === 'POST' ? posted(`${module}/${scope}`, action, call, machine) : got(`${module}/${scope}`, scope, action, call, machine);
  },
};

function posted(name: string, action: string, call: ApiCall, machine: Machine): ApiAnswer {
  if (action === 'clear') {
    machine.running.clearedLogs.set(name, machine.now());
    return { json: { status: 'ok' } };
  }
  const asked = call.body['rowCount'] === undefined ? -1 : toInteger(call.body['rowCount']);
  const perPage = Math.min(asked === -1 ? ROWS_FOR_ALL : asked, MOST_ROWS);
  const page = call.body['current'] === undefined ? 1 : toInteger(call.body['current']);
  const { rows, total } = logPage(found(name, call, machine), Math.max(0, perPage), Math.max(0, (page - 1) * perPage));
  const [, origin = ''] = name.split('/');
  return { json: { filters: toText(parameters(call)['searchPhrase']), rows, total_rows: total, origin, rowCount: rows.length, total, current: page } };
}

function got(name: string, scope: string, action: string, call: ApiCall, machine: Machine): ApiAnswer {
  if (action === 'live') throw new UntaughtFault('the stream of a log');
  if (action !== 'export') return { json: [] };
  const text = found(name, call, machine).map(row => `${[row['timestamp'], row['severity'], row['process_name'], row['line']].map(String).join('\t')}\n`).join('');
  return { type: 'text/csv', text, headers: { 'content-disposition': `attachment; filename=${scope}.log` } };
}

/** The lines that hold every word of the phrase, of the wanted severities, since the wanted time (seconds since 1970). */
function found(name: string, call: ApiCall, machine: Machine): Row[] {
  const { searchPhrase, severity, validFrom } = parameters(call);
  const severities = isObject(severity) ? Object.values(severity).map(toText) : toText(severity).split(',').filter(each => each !== '');
  const words = toText(searchPhrase).toLowerCase().split(/\s+/).filter(word => word !== '');
  const from = isEmpty(validFrom) ? 0 : Number(toText(validFrom)) * 1000;
  const rows = logLines(machine, name).map((line, index): [LogLine, Row] => [line, toRow(line, index + 1)]);
  const matching = rows.filter(([line, row]) => (severities.length === 0 || severities.includes(line.severity)) && words.every(word => textOf(row).includes(word)));
  // The back end notices that a line is too old after it has taken it.
  const firstOld = matching.findIndex(([{ time }]) => time < from);
  return (firstOld < 0 ? matching : matching.slice(0, firstOld + 1)).map(([, row]) => row);
}

function toRow({ time, severity, process, pid, text }: LogLine, number: number): Row {
  return { timestamp: new Date(time).toISOString().slice(0, 19), parser: 'RFC5424', facility: 1, severity, process_name: process, pid, rnum: number, line: text };
}

function textOf(row: Row): string {
  return `${String(row['timestamp'])} ${String(row['process_name'])} ${String(row['line'])}`.toLowerCase();
}
