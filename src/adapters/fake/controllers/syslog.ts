import { createHash } from 'node:crypto';
import { EVERY_LOG } from '../live/log-files';
import { syslogCounters } from '../live/syslog-counters';
import { type ActionTable, type ApiCall, type Machine } from '../machine';
import { Models } from '../model/model';
import { compareNatural, isEmpty, isObject, toInteger, toText } from '../model/php';
import { type Row } from '../model/search';

const MOST_ROWS = 9999;
const COLUMNS = ['SourceName', 'SourceId', 'SourceInstance', 'State', 'Type', 'Number'];

/** syslog/service beyond what every service has: the counters of syslog-ng, and emptying every local log. */
export const syslogActions: ActionTable = {
  'syslog/service/stats': (call, machine) => ({ json: statistics(call, machine) }),
  'syslog/service/reset': ({ method }, machine) => {
    if (method !== 'POST') return { json: { status: 'failed' } };
    machine.running.clearedLogs.set(EVERY_LOG, machine.now());
    return { json: { status: 'ok' } };
  },
};

/** Rows are searched, cut to a page and only then sorted. */
function statistics({ body }: ApiCall, machine: Machine): Row {
  const perPage = body['rowCount'] === undefined ? MOST_ROWS : toInteger(body['rowCount']);
  const page = body['current'] === undefined ? 1 : toInteger(body['current']);
  const phrase = toText(body['searchPhrase']);
  const found = rows(machine).filter(([, record]) => phrase === '' || Object.values(record).some(value => value.includes(phrase)));
  const shown = slice(found, (page - 1) * perPage, perPage).map(([line, record]): Row => ({ '#': createHash('md5').update(line).digest('hex'), ...record }));
  const [key, direction] = isObject(body['sort']) && !isEmpty(body['sort']) ? (Object.entries(body['sort'])[0] ?? []) : [];
  if (key !== undefined) shown.sort((left, right) => compareNatural(toText(left[key]), toText(right[key])) * (direction === 'asc' ? 1 : -1));
  return { total: found.length, rowCount: perPage, current: page, rows: shown };
}

function rows(machine: Machine): [line: string, record: Readonly<Record<string, string>>][] {
  const destinations = new Map(new Models(machine).saved('OPNsense.Syslog.Syslog').list('destinations.destination').items.map(([uuid, item]) => [`d_${uuid.replaceAll('-', '')}`, item.text('description')]));
  return syslogCounters(machine).map(line => {
    const parts = line.split(';');
    const record = Object.fromEntries(COLUMNS.map((name, index) => [name, parts[index] ?? '']));
    return [line, { Description: destinations.get(record['SourceId']?.split('#')[0] ?? '') ?? '', ...record }];
  });
}

/** As PHP's array_slice takes a start and a length, either of them negative. */
function slice<T>(list: readonly T[], start: number, length: number): T[] {
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  return list.slice(from, length < 0 ? length : from + length);
}
