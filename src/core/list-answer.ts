import { OpnError } from '../ports';
import { type Class } from './class';
import { toCsv } from './csv';
import { cursorTo, PageInput } from './list';
import { nearest } from './nearest';
import { type JsonSchema, type ObjectSchema } from './schema';

/** True for the input class of a tool whose answer has pages, fields to choose from, and tables that can be CSV. */
export function isPaged(input: Class): boolean {
  return input.prototype instanceof PageInput;
}

/** The output schema of a paged tool as clients see it: items may lack fields that were not asked for, tables may be CSV, a cursor leads on. */
export function withListAnswer(schema: ObjectSchema, input: Class): ObjectSchema {
  if (!isPaged(input)) return schema;
  const tables = tablesOf(schema);
  const properties = Object.entries(schema.properties).map(([name, field]) => [name, tables.has(name) ? withoutRequired(field) : field] as const);
  const required = (schema.required ?? []).filter(name => !tables.has(name));
  return {
    ...schema,
    properties: { ...Object.fromEntries(properties), next_cursor: { type: 'string' }, csv: { type: 'object' } },
    ...(schema.required === undefined ? {} : { required }),
  };
}

/** Refuses fields that no table of the tool has, with OPN_INVALID_INPUT that names them all. */
export function checkFields(tool: string, schema: ObjectSchema, input: object): void {
  if (!(input instanceof PageInput)) return;
  const known = [...new Set([...tablesOf(schema).values()].flat())];
  const unknown = wantedFields(input).filter(name => !known.includes(name));
  if (unknown.length === 0) return;
  const named = unknown.map(name => {
    const close = nearest(name, known);
    return `'${name.slice(0, 80)}'${close === undefined ? '' : `, did you mean '${close}'?`}`;
  });
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: no field ${named.join('; ')} (known: ${known.join(', ')})`, 'Correct `fields` and call again; nothing was sent to the firewall.');
}

/** The answer with the fields that were asked for, and with the cursor that leads on. */
export function withChosenFields(result: Record<string, unknown>, schema: ObjectSchema, input: object): Record<string, unknown> {
  if (!(input instanceof PageInput)) return result;
  const tables = tablesOf(schema);
  const wanted = new Set(wantedFields(input));
  const picked = Object.entries(result).map(([name, value]) => {
    const picks = tables.get(name)?.some(field => wanted.has(field)) === true && Array.isArray(value);
    return [name, picks ? value.map(item => onlyFields(item as object, wanted)) : value] as const;
  });
  return { ...Object.fromEntries(picked), ...nextOf(result, tables, input) };
}

/** The answer with its tables as CSV, where that was asked for. */
export function asCsv(result: Record<string, unknown>, schema: ObjectSchema, input: object): Record<string, unknown> {
  if (!(input instanceof PageInput) || input.csv !== true) return result;
  const tables = tablesOf(schema);
  const isTable = ([name, value]: readonly [string, unknown]): boolean => tables.has(name) && Array.isArray(value);
  const entries = Object.entries(result);
  const csv = entries.filter(isTable).map(([name, rows]) => [name, toCsv(rows as readonly object[])] as const);
  return { ...Object.fromEntries(entries.filter(entry => !isTable(entry))), csv: Object.fromEntries(csv) };
}

function nextOf(result: Record<string, unknown>, tables: ReadonlyMap<string, readonly string[]>, { limit, page }: PageInput): { next_cursor?: string } {
  const listed = [...tables.keys()].some(name => Array.isArray(result[name]) && result[name].length > 0);
  return listed && Number(result['total']) > limit * page ? { next_cursor: cursorTo({ limit, page: page + 1 }) } : {};
}

/** The lists of objects in an answer, each with the fields that its items may have. */
function tablesOf({ properties }: ObjectSchema): ReadonlyMap<string, readonly string[]> {
  const lists = Object.entries(properties).filter(([name, { items }]) => items?.properties !== undefined && name !== 'unavailable');
  return new Map(lists.map(([name, { items }]) => [name, Object.keys(items?.properties ?? {})]));
}

function wantedFields({ fields = '' }: PageInput): string[] {
  return fields.split(',').map(name => name.trim()).filter(name => name !== '');
}

function onlyFields(item: object, wanted: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name)));
}

function withoutRequired({ items, ...list }: JsonSchema): JsonSchema {
  const { required: _required, ...rest } = items ?? {};
  return { ...list, items: rest };
}
