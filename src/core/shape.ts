/** Looks at a value that the firewall sent: says what is wrong with its shape, naming the place and quoting nothing; undefined when it fits. */
export type Shape = (value: unknown, at?: string) => string | undefined;

const kind =
  (wanted: string, is: (value: unknown) => boolean): Shape =>
  (value, at = 'it') =>
    is(value) ? undefined : `${at} is no ${wanted}`;

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null;

const text = kind('text', value => typeof value === 'string');
/** A text with something in it. */
const name = kind('name', value => typeof value === 'string' && value !== '');
const integer = kind('integer', value => Number.isInteger(value));
const flag = kind('true or false', value => typeof value === 'boolean');
/** A text, number or boolean: OPNsense writes some values in several ways. */
const scalar = kind('single value', value => ['string', 'number', 'boolean'].includes(typeof value));

/** May be absent, or null as PHP writes it. */
const optional =
  (inner: Shape): Shape =>
  (value, at) =>
    value === undefined || value === null ? undefined : inner(value, at);

/** An object with these fields, and whatever else. */
const object =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value, at) => {
    if (!isTable(value) || Array.isArray(value)) return `${at ?? 'it'} is no object`;
    return first(Object.entries(fields), ([name, inner]) => inner((value as Readonly<Record<string, unknown>>)[name], at === undefined ? name : `${at}.${name}`));
  };

/** A list, or a map: PHP writes a map that is empty, or counted from 0, as a list, and one with gaps as a map. */
const table =
  (inner: Shape): Shape =>
  (value, at) => {
    if (!isTable(value)) return `${at ?? 'it'} is neither list nor map`;
    return first(Object.values(value), each => inner(each, at === undefined ? 'an entry' : `an entry of ${at}`));
  };

function first<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Shapes of what the firewall answers, for the declaration of an endpoint. */
export const shape = { text, name, integer, flag, scalar, optional, object, table };
