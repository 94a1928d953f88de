import { type ApiCall, UnexpectedFault } from '../machine';
import { Group, type List, type ModelNode } from './model';
import { rememberedText } from './item-texts';
import { compareNatural, escapeHtml, isEmpty, isNumeric, isObject, toInteger, toText } from './php';

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
export function searchList(list: List, call: ApiCall, search: ListSearch = {}): SearchAnswer {
  const { found, row } = findItems(list, call, search);
  const request = parameters(call);
  const perPage = request['rowCount'] === undefined ? -1 : toInteger(request['rowCount']);
  const page = request['current'] === undefined ? 1 : toInteger(request['current']);
  const first = perPage * (page - 1);
  const shown = perPage === -1 ? found : found.filter((_, index) => index >= first).slice(0, Math.max(0, perPage));
  return { rows: shown.map(row), rowCount: shown.length, total: found.length, current: page };
}

/** Every item that a search finds, in order, and how it becomes a row. */
export function findItems(list: List, call: ApiCall, { columns, sort, keep, computed }: ListSearch): { readonly found: readonly Group[]; readonly row: (item: Group) => Row } {
  const { models } = list.model;
  const request = parameters(call);
  const asked = call.body['sort'] === undefined ? undefined : request['sort'];
  const isAsked = isObject(asked) && (!isEmpty(asked) || !models.since('25.7'));
  const sortBy = isAsked ? Object.keys(asked) : sort === undefined ? [] : [sort];
  const descending = isAsked && asked[sortBy[0] ?? ''] === 'desc';
  const phrase = escapeHtml(toText(request['searchPhrase']));
  const words = models.since('26.1') ? phrase.split(' ').filter(word => !isEmpty(word)) : phrase.split(/\s+/);
  const searched = [...(columns ?? columnsOf(list)), ...(models.since('26.1') && words.some(isUuid) ? ['uuid'] : [])];

  const wanted = words.map(word => word.toLowerCase());
  const mayHave = computed === undefined ? (item: Group) => hasWords(() => itemText(item), wanted) : () => true;
  const isFound = (item: Group): boolean =>
    (keep === undefined || keep(item)) && mayHave(item) && wanted.every(word => searched.some(column => columnText(item, column, computed)?.toLowerCase().includes(word) === true));
  const found = sorted(list.items.flatMap(([, item]) => (isFound(item) ? [item] : [])), sortBy, descending);
  return { found, row: item => (models.since('25.7') ? rawRow(item) : { ...labelRow(item, searched), ...computed?.(item) }) };
}

/** True when every word is in a text, which is made only when there are words. */
function hasWords(text: () => string, words: readonly string[]): boolean {
  return words.every(word => word === '' || text().includes(word));
}

/** Everything that can be found in an item: its values and what they are called, in small letters. */
function itemText(item: Group): string {
  return rememberedText(item, 'item', () => [item.attributes['uuid'] ?? '', ...item.fields().flatMap(field => [field.value, field.describe()])]);
}

/** A row that is made only when more than one value of it is needed. */
export interface RowSource {
  /** The value in a column. */
  value(column: string): unknown;
  row(): Row;
  /** Everything that can be found in the row, in small letters. */
  text(): string;
}

/** A row that is there. */
export function sourceOf(row: Row): RowSource {
  return { value: column => row[column], row: () => row, text: () => rowText(row).join('\n').toLowerCase() };
}

/** The texts in a row. */
export function rowText(row: Row): string[] {
  return Object.values(row).map(flatText);
}

/** Searches rows that are no model items; reads its parameters from the body only. */
export function searchRows(rows: readonly Row[], call: ApiCall, sort?: string, keep?: (row: Row) => boolean): SearchAnswer {
  return searchSources((keep === undefined ? rows : rows.filter(keep)).map(sourceOf), call, sort);
}

/** Searches as `searchRows` does. */
export function searchSources(sources: readonly RowSource[], call: ApiCall, sort?: string): SearchAnswer {
  const { body } = call;
  const asked = body['rowCount'] === undefined ? 9999 : Math.trunc(toInteger(body['rowCount']));
  const page = body['current'] === undefined ? 1 : toInteger(body['current']);
  const order = isObject(body['sort']) && !isEmpty(body['sort']) ? Object.entries(body['sort'])[0] : undefined;
  const key = order?.[0] ?? sort;
  const direction = order === undefined || order[1] === 'asc' ? 1 : -1;
  const words = toText(body['searchPhrase']).split(/\s+/).map(word => word.toLowerCase());
  const found = sources.filter(source => hasWords(() => source.text(), words));
  const ordered = key === undefined ? found : byKey(found, key, direction);
  const perPage = asked === -1 ? sources.length : asked;
  const first = (page - 1) * perPage;
  const shown = perPage < 0 ? ordered.slice(first, perPage) : ordered.slice(first, first + perPage);
  const rows = shown.map(source => source.row()).map(row => (key === undefined || row[key] !== undefined ? row : { ...row, [key]: null }));
  return { total: found.length, rowCount: rows.length, current: page, rows };
}

function byKey(sources: readonly RowSource[], key: string, direction: number): RowSource[] {
  const keyed = sources.map((source): [string, RowSource] => [toText(source.value(key)), source]);
  return keyed.sort(([left], [right]) => direction * compareNatural(left, right)).map(([, source]) => source);
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
  const fill = (group: Group, prefix: string): void => {
    for (const { name } of group.spec.children) {
      const node = group.child(name);
      if (node instanceof Group) fill(node, `${prefix}${name}.`);
      else if (node !== undefined) {
        const words = node.describe();
        row[prefix + name] = node.value;
        if (words !== node.value) row[`%${prefix}${name}`] = words;
      }
    }
  };
  fill(item, '');
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

/** What a word is looked for in; undefined when the column has nothing to look in. */
function columnText(item: Group, column: string, computed: ListSearch['computed']): string | undefined {
  if (column === 'uuid') return item.attributes['uuid'];
  const isRaw = item.model.models.since('25.7');
  const made = isRaw ? undefined : computed?.(item)[column];
  if (made !== undefined) return toText(made);
  const node = column.split('.').reduce<ModelNode | undefined>((each, name) => (each instanceof Group ? each.child(name) : undefined), item);
  if (node === undefined || node instanceof Group) return isRaw || node === undefined ? undefined : '';
  const words = node.describe();
  return isRaw && isEmpty(words) ? undefined : words;
}

/** Items in natural order of the named fields, as labelled. */
export function sorted(items: readonly Group[], names: readonly string[], descending: boolean): Group[] {
  if (names.length === 0) return [...items];
  const keyed = items.map((item): [string, Group] => {
    const parts = names.flatMap(name => {
      if (!item.hasField(name)) return [];
      const words = item.describe(name);
      return [isNumeric(words) ? words.padStart(30) : words.padEnd(30)];
    });
    return [[...parts, item.attributes['uuid']].join(','), item];
  });
  keyed.sort(([left], [right]) => compareNatural(left, right) * (descending ? -1 : 1));
  return keyed.map(([, item]) => item);
}

function flatText(value: unknown): string {
  return isObject(value) ? Object.values(value).map(flatText).join(' ') : toText(value);
}
