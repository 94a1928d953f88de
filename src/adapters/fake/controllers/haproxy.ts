import { haproxyMemory, haproxyStatus, reconfigure, stage, start, stop } from '../haproxy/running';
import { printed } from '../haproxy/checked-file';
import { information, statistics, tables } from '../haproxy/statistics';
import { haproxyFile } from '../haproxy/written-file';
import { lineDifference } from '../line-difference';
import { type Action, type ActionTable, type ApiAnswer, type ApiCall, type JsonAnswer, type Machine, UntaughtFault } from '../machine';
import { isEmpty, isObject, toText } from '../model/php';

const WIDGET = { caption_restart: 'Restart', caption_start: 'Start', caption_stop: 'Stop' };
const EXECUTE_ERROR = 'Execute error';
/** Two rows without a name end `show stat`, where its last lines are empty. */
const LAST_ROWS = [[null], [null]];
/** Rows from this on keep the comma at their end, which becomes a column without a name. */
const FIRST_WITH_COMMA = 7;

/** haproxy: service, statistics, maintenance and export; settings are the inherited actions. */
export const haproxyActions: ActionTable = {
  'haproxy/service/status': (_call, machine) => ({ json: { status: haproxyStatus(machine), widget: WIDGET } }),
  'haproxy/service/configtest': (_call, machine) => ({ json: { result: `${printed(stage(machine))}\n\n` } }),
  'haproxy/service/start': switching(start),
  'haproxy/service/stop': switching(stop),
  'haproxy/service/restart': switching(start),
  'haproxy/service/reconfigure': ({ method }, machine) => {
    if (method !== 'POST') return { json: { status: 'failed' } };
    reconfigure(machine);
    return { json: { status: 'ok' } };
  },
  'haproxy/statistics/info': whileRunning(information),
  'haproxy/statistics/counters': whileRunning(machine => [...(statistics(machine) ?? []).map(row => ({ ...row, id: `${row['pxname'] ?? ''}/${row['svname'] ?? ''}` })), ...LAST_ROWS]),
  'haproxy/statistics/tables': whileRunning(tables),
  'haproxy/maintenance/search_server': searchServers,
  'haproxy/maintenance/server_state': byHand('state', setState),
  'haproxy/maintenance/server_weight': byHand('weight', setWeight),
  'haproxy/maintenance/server_state_bulk': bulkByHand('state', setState),
  'haproxy/maintenance/server_weight_bulk': bulkByHand('weight', setWeight),
  'haproxy/export/diff': (_call, machine) => ({ json: { response: `${stagedDifference(machine)}\n\n` } }),
  'haproxy/export/config': (_call, machine) => ({ json: { response: `${haproxyFile(haproxyMemory(machine).staged)}\n\n` } }),
  'haproxy/export/download': download,
};

function switching(work: (machine: Machine) => void): Action {
  return ({ method }, machine) => {
    if (method !== 'POST') return { json: { response: [] } };
    work(machine);
    return { json: { response: 'OK' } };
  };
}

/** Nothing at all comes back while HAProxy does not run. */
function whileRunning(answer: (machine: Machine) => unknown): Action {
  return (_call, machine): ApiAnswer => (haproxyMemory(machine).loaded === undefined ? text('') : { json: answer(machine) });
}

function text(content: string): ApiAnswer {
  return { type: 'text/html; charset=UTF-8', text: content };
}

/** The servers as the socket's tool lists them: it takes pages by their number, sorts by one column and answers plain text. */
function searchServers({ method, body }: ApiCall, machine: Machine): ApiAnswer {
  if (method !== 'POST') return { json: { status: 'unavailable' } };
  const found = statistics(machine)?.flatMap((row, index) => {
    const { '': _last, ...named } = row;
    const { pxname = '', svname = '' } = named;
    return svname === 'FRONTEND' || svname === 'BACKEND' ? [] : [{ id: `${pxname}/${svname}`, ...named, ...(index < FIRST_WITH_COMMA ? {} : { null: [''] }) } as Readonly<Record<string, unknown>>];
  });
  const perPage = Number(toText(body['rowCount']).trim());
  const page = Number(toText(body['current']).trim());
  if (found === undefined || !Number.isInteger(perPage) || !Number.isInteger(page) || isEmpty(body['rowCount']) || isEmpty(body['current'])) return text(EXECUTE_ERROR);
  const phrase = toText(body['searchPhrase']).trim();
  const [column, direction] = isObject(body['sort']) ? (Object.entries(body['sort'])[0] ?? ['id', 'asc']) : ['id', 'asc'];
  const rows = found.filter(row => phrase === '' || Object.values(row).some(value => typeof value === 'string' && value.includes(phrase)));
  if (rows.some(row => row[column] === undefined)) return text(EXECUTE_ERROR);
  rows.sort((left, right) => (toText(left[column]) < toText(right[column]) ? -1 : 1) * (direction === 'desc' ? -1 : 1));
  // A negative size makes no pages.
  const pages = perPage > 0 ? Math.ceil(rows.length / perPage) : 0;
  if (pages > 0 && (page > pages || page < 1)) return text(EXECUTE_ERROR);
  const shown = pages === 0 ? [] : rows.slice((page - 1) * perPage, page * perPage);
  return text(JSON.stringify({ rows: shown, total: rows.length, rowCount: perPage, current: page }));
}

/** A change of a server until HAProxy is started anew; answers what its socket complains of. */
type Change = (machine: Machine, key: string, value: string) => string | undefined;

function byHand(field: string, change: Change): Action {
  return onServers(field, body => [['backend', 'server'].map(name => toText(body[name]).trim()).join('/')], problems => problems[0]?.[1], change);
}

/** The same for several servers, each of which complains for itself. */
function bulkByHand(field: string, change: Change): Action {
  const joined = (problems: readonly Complaint[]): string | undefined => (problems.length === 0 ? undefined : problems.map(([key, problem]) => `${key}: ${problem}`).join('\n'));
  return onServers(field, body => toText(body['server_ids']).trim().split(','), joined, change);
}

type Complaint = readonly [key: string, problem: string];

function onServers(field: string, keysOf: (body: ApiCall['body']) => string[], worded: (problems: readonly Complaint[]) => string | undefined, change: Change): Action {
  return ({ method, body }, machine): JsonAnswer => {
    if (method !== 'POST') return { json: { status: 'unavailable', message: 'only accept POST Requests.' } };
    const value = toText(body[field]).trim();
    const rows = statistics(machine);
    const servers = new Set(rows?.filter(row => row['type'] === '2').map(row => `${row['pxname'] ?? ''}/${row['svname'] ?? ''}`));
    const problems = keysOf(body).flatMap((key): Complaint[] => {
      const problem = servers.has(key) ? change(machine, key, value) : 'No such server.';
      return problem === undefined ? [] : [[key, problem]];
    });
    const message = rows === undefined ? EXECUTE_ERROR : worded(problems);
    return { json: message === undefined ? { status: 'ok' } : { status: 'error', message } };
  };
}

/** How the staged file differs from the one HAProxy starts from; nothing when it does not. */
function stagedDifference(machine: Machine): string {
  const { staged, deployed } = haproxyMemory(machine);
  const hunks = lineDifference(deployed === undefined ? '' : haproxyFile(deployed), haproxyFile(staged));
  return hunks.length === 0 ? '' : ['--- /usr/local/etc/haproxy.conf', '+++ /usr/local/etc/haproxy.conf.staging', ...hunks].join('\n');
}

function setState(machine: Machine, key: string, value: string): string | undefined {
  if (value !== 'ready' && value !== 'drain' && value !== 'maint') return "'set server <srv> state' expects 'ready', 'drain' and 'maint'.";
  haproxyMemory(machine).states.set(key, value);
  return undefined;
}

function setWeight(machine: Machine, key: string, value: string): string | undefined {
  if (!/^\d+$/.test(value)) return 'Invalid weight.';
  if (Number(value) > 256) return 'Absolute weight can only be between 0 and 256 inclusive.';
  haproxyMemory(machine).weights.set(key, value);
  return undefined;
}

function download({ args: [type] }: ApiCall, machine: Machine): JsonAnswer {
  if (type !== 'config') throw new UntaughtFault('how the archive of all files of HAProxy is made');
  const result = `${haproxyFile(haproxyMemory(machine).staged)}\n\n`;
  return { json: { result, filename: 'haproxy.conf', filetype: 'text/plain', content: Buffer.from(result).toString('base64') } };
}
