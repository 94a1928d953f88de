import Ajv from 'ajv';
import { parseInput, schemaOf, type Class, type JsonSchema, type ObjectSchema } from '../src/core';

const UUID = '11111111-2222-4333-8444-555555555555';

/** Values that schema and validation must judge alike, whatever the field. */
const PROBES: readonly unknown[] = [
  undefined, null, true, false, 0, 1, -1, 2, 10, 101, 501, 1e6, 1.5, '', 'a', 'abcdef', 'x'.repeat(300), 'true', '10', 'any', 'lan', UUID,
  UUID.toUpperCase(), '../x', '%2e', 'a\nb', 'a b', '192.0.2.1', '192.0.2.0/24', '2001:db8::1', [], ['a'], ['a', 'a'], [1], [null], [[]],
  [{}], ['x'.repeat(300)], Array.from({ length: 101 }, () => 'a'), {}, { left: 'a' }, { left: 1 }, { a: 1 }, [{ left: 'a', right: 99 }], [[{}]],
];

/** Every value on which ajv over the schema and class-validator over the class disagree, in words; empty when they never do. */
export function disagreements(name: string, input: Class, schema: ObjectSchema = schemaOf(input, { closed: true })): string[] {
  const accepts = new Ajv({ strict: true, allErrors: false }).compile(schema);
  const base = valid(schema) as Record<string, unknown>;
  const candidates: Record<string, unknown>[] = [base, { ...base, unknown_argument: 1 }];
  for (const field of Object.keys(schema.properties)) {
    for (const probe of [...PROBES, ...(schema.properties[field]?.enum ?? []), valid(schema.properties[field] ?? {})]) {
      const { [field]: _replaced, ...others } = base;
      candidates.push(probe === undefined ? others : { ...base, [field]: probe });
    }
  }
  return candidates.flatMap(candidate => {
    const bySchema = accepts(candidate);
    const byClass = parses(name, input, schema, candidate);
    return bySchema === byClass ? [] : [`${JSON.stringify(candidate).slice(0, 200)}: schema ${String(bySchema)}, validation ${String(byClass)}`];
  });
}

function parses(name: string, input: Class, schema: ObjectSchema, candidate: unknown): boolean {
  try {
    parseInput(name, input, schema, candidate);
    return true;
  } catch {
    return false;
  }
}

/** A value that fits the schema; fields with a pattern need an example that fits it. */
export function valid(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map(field => [field, valid(schema.properties?.[field] ?? {})]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => valid(schema.items ?? {}));
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return example(schema);
  }
}

function example(schema: JsonSchema): string {
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const fits = ['aa', UUID, 'a', 'aa0000', '1', 'lan', '192.0.2.1', '192.0.2.0/24', 'config-1700000000.xml', '00:00:5e:00:53:01', `${'A'.repeat(43)}=`, 'vpn.example.org:51820'].find(text => pattern.test(text) && text.length >= (schema.minLength ?? 0) && text.length <= (schema.maxLength ?? 999));
  if (fits === undefined) throw new Error(`no example fits ${schema.pattern ?? 'the schema'}; add one`);
  return fits;
}
