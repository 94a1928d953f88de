import { OpnError } from '../ports';
import { type Class } from './class';
import { parseInput } from './input';
import { type JsonSchema, schemaOf } from './schema';

/** The environment variable of a field: `OPNSENSE_PLUGIN_MY_ID_MAX_PEERS` for `maxPeers` of `my-id`. */
export function optionVariable(plugin: string, field: string): string {
  const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  return `OPNSENSE_PLUGIN_${words(plugin)}_${words(field)}`;
}

/** The plugin's options as the operator set them, checked; throws OPN_PLUGIN that names each wrong one, without its value. */
export function readOptions(plugin: string, target: Class, given: (field: string) => unknown): object {
  const schema = schemaOf(target, { closed: true });
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.properties)) {
    const value = given(name);
    if (value !== undefined) values[name] = typeof value === 'string' ? fromText(value, field) : value;
  }
  try {
    return parseInput(`options of ${plugin}`, target, schema, values);
  } catch (problem) {
    if (!(problem instanceof OpnError)) throw problem;
    const names = Object.keys(schema.properties).map(name => optionVariable(plugin, name)).join(', ');
    throw new OpnError('OPN_PLUGIN', `${problem.message} (variables: ${names})`, undefined, { cause: problem });
  }
}

/** A text as the value of a field's type: where only texts can be given. What does not read as the field's type stays a text, for the checks to refuse. */
export function fromText(text: string, { type }: JsonSchema): unknown {
  const value = text.trim();
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type === 'boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (type === 'array') return value.split(',').map(item => item.trim()).filter(item => item !== '');
  return text;
}
