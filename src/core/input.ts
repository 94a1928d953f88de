import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { OpnError } from '../ports';
import { isChangeOption } from './change-options';
import { type Class } from './class';
import { misfit, wrongType } from './misfit';
import { nearest } from './nearest';
import { type ObjectSchema, type JsonSchema } from './schema';

const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;
const MAX_CHARACTERS = 1_000_000;
/** Of a text whose schema sets no length; said once here, not in a hundred schemas that a model has to read. */
const MAX_TEXT = 1_000;

/** Turns raw arguments into a checked instance; throws OPN_INVALID_INPUT that names every problem at once. */
export function parseInput<T extends object>(tool: string, target: Class<T>, schema: ObjectSchema, raw: unknown): T {
  const given = raw ?? {};
  const problems = sizeProblems(given) ?? [...unknownFields(given, schema, ''), ...textProblems(given, schema, '')];
  if (problems.length > 0) throw invalid(tool, problems);
  const own = withoutChangeOptions(tool, given, schema);
  // class-validator takes an instance without any rule for an unknown value.
  if (Object.keys(schema.properties).every(name => isChangeOption(name, schema))) return new (target as new () => T)();
  const instance = plainToInstance(target as new () => T, withoutUndefined(own));
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) throw invalid(tool, flatten(errors, '', schema));
  return instance;
}

/** The arguments of the tool itself; the server's own ones are only checked here. */
function withoutChangeOptions(tool: string, given: object, schema: ObjectSchema): object {
  const options = Object.entries(given).filter(([name]) => isChangeOption(name, schema));
  const wrong = options.flatMap(([name, value]) => (value === undefined ? [] : (misfit(schema.properties[name] ?? {}, value, name) ?? [])));
  if (wrong.length > 0) throw invalid(tool, wrong);
  return options.length === 0 ? given : Object.fromEntries(Object.entries(given).filter(([name]) => !isChangeOption(name, schema)));
}

function invalid(tool: string, problems: readonly string[]): OpnError {
  const shown = problems.slice(0, 20);
  const rest = problems.length - shown.length;
  return new OpnError(
    'OPN_INVALID_INPUT',
    `${tool}: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`,
    'Correct the arguments and call again; nothing was sent to the firewall.',
  );
}

/** The cheap limits that keep the checks behind them from running away; undefined when the value is within them. */
function sizeProblems(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['the arguments must be an object'];
  let values = 0;
  let characters = 0;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return [`the arguments are nested deeper than ${MAX_DEPTH} levels`];
    const next: unknown[] = [];
    for (const item of level) {
      values += 1;
      if (typeof item === 'string') characters += item.length;
      else if (typeof item === 'object' && item !== null) {
        for (const [key, child] of Object.entries(item)) {
          characters += key.length;
          next.push(child);
        }
      }
    }
    if (values > MAX_VALUES || characters > MAX_CHARACTERS) return ['the arguments are too large'];
    level = next;
  }
  return undefined;
}

function unknownFields(value: unknown, schema: JsonSchema, path: string): string[] {
  if (Array.isArray(value)) {
    const items = schema.items;
    return items === undefined ? [] : value.flatMap((item, index) => unknownFields(item, items, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null || schema.properties === undefined) return [];
  const known = schema.properties;
  return Object.entries(value).flatMap(([name, child]) => {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    if (field !== undefined) return unknownFields(child, field, at);
    const names = Object.keys(known);
    const close = nearest(name, names);
    const says = close === undefined ? '' : `, did you mean '${close}'?`;
    return [`unknown argument '${at.slice(0, 80)}'${says} (known: ${names.length > 0 ? names.join(', ') : 'none'})`];
  });
}

/** What is wrong with texts, whatever they mean: XML, in which OPNsense keeps everything, has no place for most control characters. */
function textProblems(value: unknown, schema: JsonSchema | undefined, path: string): string[] {
  if (typeof value === 'string') {
    if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(value)) return [`${path} must not contain control characters`];
    const bounded = schema?.type !== 'string' || schema.maxLength !== undefined || schema.enum !== undefined;
    return bounded || value.length <= MAX_TEXT ? [] : [`${path} must be shorter than or equal to ${MAX_TEXT} characters`];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => textProblems(item, schema?.items, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => textProblems(child, schema?.properties?.[name], path === '' ? name : `${path}.${name}`));
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, child]) => child !== undefined));
}

function flatten(errors: readonly ValidationError[], path: string, schema: JsonSchema | undefined): string[] {
  return errors.flatMap(error => {
    const index = /^\d+$/.test(error.property) && schema?.type === 'array';
    const at = index ? `${path}[${error.property}]` : path === '' ? error.property : `${path}.${error.property}`;
    const field = index ? schema.items : schema?.properties?.[error.property];
    if (error.value === undefined && error.constraints !== undefined) return [`${at} is required`];
    return [...ownProblems(error, at, field), ...flatten(error.children ?? [], at, field)];
  });
}

/** One sentence says enough of a value of another type, or that is none of a few. */
function ownProblems({ property, value, constraints }: ValidationError, at: string, field: JsonSchema | undefined): string[] {
  if (constraints === undefined) return [];
  if (field?.enum !== undefined) return [`${at} must be one of ${field.enum.map(String).join(', ')}`];
  const wrong = field === undefined ? undefined : wrongType(field, value);
  if (wrong !== undefined) return [`${at} must be ${wrong}`];
  return Object.values(constraints).map(message => (message.startsWith(`${property} `) ? `${at}${message.slice(property.length)}` : `${at}: ${message}`));
}
