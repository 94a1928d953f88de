import { nearest } from '../../core';
import { HOSTS, type HostName } from '../setup/hosts';
import { asWrites, type SetupWishes } from '../setup/wishes';
import { asNames, wrong } from './option-values';

/** Asks for a firewall to be set up. */
export interface SetupCommand {
  readonly kind: 'setup';
  readonly wishes: SetupWishes;
  /** True when the first line of standard input is the secret. */
  readonly secretFromStdin: boolean;
  /** True when nothing is to be asked. */
  readonly yes: boolean;
}

/** Options of the command `setup` that take a value. */
export const SETUP_VALUES = ['--name', '--url', '--key-file', '--key', '--secret-command', '--pin', '--ca-file', '--writes', '--toolsets', '--host'] as const;
/** Options of the command `setup` that take none. */
export const SETUP_FLAGS = ['--secret-stdin', '--accept-certificate', '--default', '--force', '--yes'] as const;

/** Makes the command of its options, each with all the values it was given; throws OPN_CONFIG that says what is wrong with them. */
export function setupCommand(options: ReadonlyMap<string, readonly string[]>): SetupCommand {
  const given = <T>(option: string, field: string, read: (value: string) => T): Readonly<Record<string, T>> => {
    const value = options.get(option)?.at(-1);
    return value === undefined ? {} : { [field]: read(value) };
  };
  const plain = (value: string): string => value;
  if (options.has('--secret-stdin') && !options.has('--key')) throw wrong('--secret-stdin needs --key=KEY beside it');
  const hosts = (options.get('--host') ?? []).flatMap(asNames).map(host);
  return {
    kind: 'setup',
    wishes: {
      ...given('--name', 'name', plain), ...given('--url', 'url', plain), ...given('--key-file', 'keyFile', plain), ...given('--key', 'key', plain), ...given('--pin', 'pin', plain), ...given('--ca-file', 'caFile', plain),
      ...given('--secret-command', 'secretCommand', command), ...given('--writes', 'writes', asWrites), ...given('--toolsets', 'toolsets', asNames),
      ...(hosts.length === 0 ? {} : { hosts }),
      acceptCertificate: options.has('--accept-certificate'), isDefault: options.has('--default'), force: options.has('--force'),
    },
    secretFromStdin: options.has('--secret-stdin'),
    yes: options.has('--yes'),
  };
}

function host(name: string): HostName | 'print' {
  const known = ['print', ...HOSTS] as const;
  const found = known.find(each => each === name);
  if (found !== undefined) return found;
  const close = nearest(name, known);
  throw wrong(`--host knows ${known.join(', ')}, not '${name}'${close === undefined ? '' : `; did you mean '${close}'?`}`);
}

// A program and its arguments, without a shell between: quoting is JSON's.
function command(value: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(value);
    if (Array.isArray(parts) && parts.length > 0 && parts.every(part => typeof part === 'string')) return parts as string[];
  } catch {
    // said below
  }
  throw wrong(`--secret-command needs a list of JSON, as in --secret-command='["pass","show","opnsense"]'`);
}
