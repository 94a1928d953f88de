import { STORES, type SetupWishes, type Store } from '../setup/wishes';
import { asNames, wrong } from './option-values';

/** Set a firewall up: store how it is reached, and let hosts start this server for it. */
export type SetupCommand = { readonly kind: 'setup' } & SetupWishes;

/** Options of the command `setup` that take a value. */
export const SETUP_VALUES = ['--name', '--url', '--key-file', '--secret-command', '--api-key', '--store', '--pin', '--ca-file', '--toolsets', '--writes', '--host'] as const;
/** Options of the command `setup` that take none. */
export const SETUP_FLAGS = ['--project', '--replace', '--default', '--yes', '--dry-run', '--print'] as const;

type ValueOption = (typeof SETUP_VALUES)[number];

/** Makes the command of its options, each with all the values it was given; throws OPN_CONFIG that says what is wrong with them. */
export function setupCommand(options: ReadonlyMap<string, readonly string[]>): SetupCommand {
  const text = <Field extends string>(option: ValueOption, field: Field): { readonly [F in Field]?: string } => {
    const value = options.get(option)?.at(-1);
    if (value === '') throw wrong(`${option} needs a value`);
    return fieldOf(field, value);
  };
  const names = <Field extends string>(option: ValueOption, field: Field): { readonly [F in Field]?: readonly string[] } => {
    const values = options.get(option)?.flatMap(asNames).map(name => name.toLowerCase());
    if (values?.length === 0) throw wrong(`${option} needs names`);
    return fieldOf(field, values);
  };
  if (options.has('--key-file') && options.has('--secret-command')) throw wrong('--key-file and --secret-command exclude each other');
  if (options.has('--pin') && options.has('--ca-file')) throw wrong('--pin and --ca-file exclude each other');
  if (options.has('--api-key') && !options.has('--secret-command')) throw wrong('--api-key belongs to --secret-command; with a key file, the key is in it');
  return {
    kind: 'setup',
    ...text('--name', 'name'),
    ...text('--url', 'url'),
    ...text('--key-file', 'keyFile'),
    ...text('--api-key', 'key'),
    ...text('--pin', 'pin'),
    ...text('--ca-file', 'caFile'),
    ...names('--toolsets', 'toolsets'),
    ...names('--writes', 'writes'),
    ...names('--host', 'hosts'),
    ...secretCommand(options.get('--secret-command')?.at(-1)),
    ...store(options.get('--store')?.at(-1)),
    project: options.has('--project'),
    replace: options.has('--replace'),
    isDefault: options.has('--default'),
    yes: options.has('--yes'),
    dryRun: options.has('--dry-run'),
    print: options.has('--print'),
  };
}

function fieldOf<Field extends string, Value>(field: Field, value: Value | undefined): { readonly [F in Field]?: Value } {
  return (value === undefined ? {} : { [field]: value }) as { readonly [F in Field]?: Value };
}

/** A list in JSON, or words with blanks between them; no shell ever reads it. */
function secretCommand(value: string | undefined): { readonly secretCommand?: readonly string[] } {
  if (value === undefined) return {};
  const words: unknown = value.trimStart().startsWith('[') ? parsed(value) : value.split(/\s+/).filter(word => word !== '');
  if (!Array.isArray(words) || words.length === 0 || !words.every(word => typeof word === 'string' && word !== '')) {
    throw wrong('--secret-command needs a program and its arguments, as in --secret-command=\'["pass","show","opnsense"]\'');
  }
  return { secretCommand: words as string[] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function store(value: string | undefined): { readonly store?: Store } {
  if (value === undefined) return {};
  const known = STORES.find(each => each === value);
  if (known === undefined) throw wrong(`--store knows ${STORES.join(', ')}, not '${value}'`);
  return { store: known };
}
