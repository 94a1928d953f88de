import { type ApiCall, UnexpectedFault } from '../machine';
import { Group, type List } from './model';
import { compareNatural, isEmpty, isNumeric, isObject, toInteger, toText } from './php';

/** One row of a search answer. */
export type Row = Record<string, unknown>;

/** What a search answers. */
export interface SearchAnswer {
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly total: number;
  readonly current: number;
}

/** How a controller searches a list of model items. */
export interface ListSearch {
  /** Columns that are searched, and up to 25.1 answered; every field when not given. */
  readonly columns?: readonly string[];
  /** Field the rows are sorted by when the request does not say. */
  readonly sort?: string;
  readonly keep?: (item: Group) => boolean;
  /** Columns of a row up to 25.1 that are no fields. */
  readonly computed?: (item: Group) => Row;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a lower-case version 4 uuid, the only ids a set may create. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Request parameters as PHP sees them in $_REQUEST: the body wins over the query. */
export function parameters(call: ApiCall): Readonly<Record<string, unknown>> {
  return { ...call.query, ...call.body };
}

/** Searches a list of items; reads its parameters from query and body, the sort only when the body has one. */
export function searchList(list: List, call: ApiCall, { columns, sort, keep, computed }: ListSearch = {}): SearchAnswer {
  const { models } = list.model;
  const request = parameters(call);
  const perPage = request['rowCount'] === undefined ? -1 : toInteger(request['rowCount']);
  const page = request['current'] === undefined ? 1 : toInteger(request['current']);
  const asked = call.body['sort'] === undefined ? undefined : request['sort'];
  const isAsked = isObject(asked) && (!isEmpty(asked) || !models.since('25.7'));
  const sortBy = isAsked ? Object.keys(asked) : sort === undefined ? [] : [sort];
  const descending = isAsked && asked[sortBy[0] ?? ''] === 'desc';
  const phrase = escapeHtml(toText(request['searchPhrase']));
  const words = models.since('26.1') ? phrase.split(' ').filter(word => !isEmpty(word)) : phrase.split(/\s+/);
  const searched = [...(columns ?? columnsOf(list)), ...(models.since('26.1') && words.some(isUuid) ? ['uuid'] : [])];

  const rows = sorted(list, sortBy, descending)
    .filter(item => keep === undefined || keep(item))
    .map(item => (models.since('25.7') ? rawRow(item) : { ...labelRow(item, searched), ...computed?.(item) }))
    .filter(row => words.every(word => searched.some(column => isMatch(row, column, word, models.since('25.7')))));
  const first = perPage * (page - 1);
  const shown = rows.filter((_, index) => perPage === -1 || index >= first);
  const onPage = perPage === -1 ? shown : shown.slice(0, Math.max(0, perPage));
  return { rows: onPage, rowCount: onPage.length, total: rows.length, current: page };
}

/** Searches rows that are no model items; reads its parameters from the body only. */
export function searchRows(rows: readonly Row[], call: ApiCall, sort?: string, keep?: (row: Row) => boolean): SearchAnswer {
  const { body } = call;
  const asked = body['rowCount'] === undefined ? 9999 : Math.trunc(toInteger(body['rowCount']));
  const perPage = asked === -1 ? rows.length : asked;
  const page = body['current'] === undefined ? 1 : toInteger(body['current']);
  const order = isObject(body['sort']) && !isEmpty(body['sort']) ? Object.entries(body['sort'])[0] : undefined;
  const key = order?.[0] ?? sort;
  const direction = order === undefined || order[1] === 'asc' ? 1 : -1;
  const ordered = key === undefined ? [...rows] : rows.map(row => (row[key] === undefined ? { ...row, [key]: null } : row));
  if (key !== undefined) ordered.sort((left, right) => direction * compareNatural(toText(left[key]), toText(right[key])));
  const words = toText(body['searchPhrase']).split(/\s+/);
  const found = ordered.filter(row => (keep === undefined || keep(row)) && words.every(word => Object.values(row).some(value => flatText(value).toLowerCase().includes(word.toLowerCase()))));
  const first = (page - 1) * perPage;
  const shown = perPage < 0 ? found.slice(first, perPage) : found.slice(first, first + perPage);
  return { total: found.length, rowCount: shown.length, current: page, rows: shown };
}

/** A request parameter that has to be a list; undefined when it is empty, and the release's crash when it is a text. */
export function listParameter(call: ApiCall, name: string): readonly string[] | undefined {
  const value = parameters(call)[name];
  if (isEmpty(value)) return undefined;
  if (!isObject(value)) throw new UnexpectedFault(`${name} has to be a list`);
  return Object.values(value).map(toText);
}

function columnsOf(list: List): string[] {
  const [first] = list.items;
  if (first === undefined) return [];
  const prefix = first[1].reference.length + 1;
  return list.model.models.since('26.7') ? first[1].fields().map(field => field.reference.slice(prefix)) : first[1].entries().map(([name]) => name);
}

/** A row as 25.7 and later answer it: values, and labels under `%` where they differ. */
export function rawRow(item: Group): Row {
  const row: Row = { uuid: item.attributes['uuid'] };
  const prefix = item.reference.length + 1;
  for (const field of item.fields()) {
    const name = field.reference.slice(prefix);
    const words = field.describe();
    row[name] = field.value;
    if (words !== field.value) row[`%${name}`] = words;
  }
  return row;
}

function labelRow(item: Group, columns: readonly string[]): Row {
  const row: Row = { uuid: item.attributes['uuid'] };
  for (const column of columns) {
    const node = item.child(column);
    if (node !== undefined) row[column] = node instanceof Group ? '' : node.describe();
  }
  return row;
}

function isMatch(row: Row, column: string, word: string, preferLabel: boolean): boolean {
  const value = (preferLabel ? row[`%${column}`] : undefined) ?? row[column];
  if (value === undefined || (preferLabel && isEmpty(value))) return false;
  return toText(value).toLowerCase().includes(word.toLowerCase());
}

/** The items of a list in natural order of the named fields, as labelled. */
export function sorted(list: List, names: readonly string[], descending: boolean): Group[] {
  const items = list.items;
  if (names.length === 0) return items.map(([, item]) => item);
  const keyed = items.map(([uuid, item]): [string, Group] => {
    const parts = names.flatMap(name => {
      const field = item.sibling(name);
      if (field === undefined) return [];
      const words = field.describe();
      return [isNumeric(words) ? words.padStart(30) : words.padEnd(30)];
    });
    return [[...parts, uuid].join(','), item];
  });
  keyed.sort(([left], [right]) => compareNatural(left, right) * (descending ? -1 : 1));
  return keyed.map(([, item]) => item);
}

function flatText(value: unknown): string {
  return isObject(value) ? Object.values(value).map(flatText).join(' ') : toText(value);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#039;');
}
