import { type JsonSchema } from './schema';

/** Where and how a value breaks its schema, such as `rules[3].port must be an integer`, without quoting it; undefined when it fits. `undefined` counts as left out. */
export function misfit(schema: JsonSchema, value: unknown, at = ''): string | undefined {
  const wrong = wrongType(schema, value);
  if (wrong !== undefined) return `${at === '' ? 'the value' : at} must be ${wrong}`;
  if (Array.isArray(value)) return misfitOfItems(schema, value, at);
  if (typeof value === 'object') return misfitOfFields(schema, value as Readonly<Record<string, unknown>>, at);
  return misfitOfPlain(schema, value, at);
}

/** What a value should be that is of another type than the schema says; undefined when it is of that type. */
export function wrongType({ type }: JsonSchema, value: unknown): string | undefined {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'an object';
    case 'array':
      return Array.isArray(value) ? undefined : 'a list';
    case 'integer':
      return Number.isInteger(value) ? undefined : 'an integer';
    case 'number':
      return Number.isFinite(value) ? undefined : 'a number';
    case 'string':
      return typeof value === 'string' ? undefined : 'a text';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case undefined:
      return undefined;
  }
}

function misfitOfItems({ items, minItems = 0, maxItems = Infinity }: JsonSchema, list: readonly unknown[], at: string): string | undefined {
  if (list.length < minItems || list.length > maxItems) return `${at} must have ${minItems} to ${maxItems} items`;
  if (items === undefined) return undefined;
  for (let index = 0; index < list.length; index += 1) {
    const problem = misfit(items, list[index], `${at}[${index}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function misfitOfFields({ properties = {}, required = [] }: JsonSchema, fields: Readonly<Record<string, unknown>>, at: string): string | undefined {
  const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
  for (const name of required) if (fields[name] === undefined) return `${path(name)} is missing`;
  for (const name in properties) {
    const schema = properties[name];
    const value = fields[name];
    const problem = schema === undefined || value === undefined ? undefined : misfit(schema, value, path(name));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function misfitOfPlain(schema: JsonSchema, value: unknown, at: string): string | undefined {
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${at} must be one of ${schema.enum.map(String).join(', ')}`;
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return value < minimum || value > maximum ? `${at} must be ${minimum} to ${maximum}` : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (value.length < minLength || value.length > maxLength) return `${at} must have ${minLength} to ${maxLength} characters`;
  return pattern === undefined || compiled(pattern).test(value) ? undefined : `${at} must match ${pattern}`;
}

const patterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, known);
  return known;
}
