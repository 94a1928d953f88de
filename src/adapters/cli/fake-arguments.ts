import { type Release } from '../../ports';
import { asNames, asRelease, wrong } from './option-values';

/** An API key that the served firewall accepts; its user is root unless said otherwise. */
interface NamedKey {
  readonly key: string;
  readonly secret: string;
  readonly user: string;
}

/** What the command `fake` serves. */
export interface FakeCommand {
  readonly kind: 'fake';
  /** Guessed from the configuration, or the newest, unless given. */
  readonly release?: Release;
  readonly port: number;
  /** The file of its configuration. */
  readonly config?: string;
  readonly keys: readonly NamedKey[];
  /** Plugin packages; guessed from the configuration, or the sample's, unless given. */
  readonly packages?: readonly string[];
  /** How many hosts and rules the sample has. */
  readonly hosts?: number;
  readonly rules?: number;
  /** Address of the clients as the firewall sees them. */
  readonly client?: string;
  /** True when it takes orders on stdin. */
  readonly control: boolean;
}

/** Options of the command `fake` that take a value. */
export const FAKE_VALUES = ['--release', '--port', '--key', '--packages', '--hosts', '--rules', '--client'] as const;
/** Options of the command `fake` that take none. */
export const FAKE_FLAGS = ['--control'] as const;

/** Makes the command of its options, each with all the values it was given; throws OPN_CONFIG that says what is wrong with them. */
export function fakeCommand(options: ReadonlyMap<string, readonly string[]>, config: string | undefined): FakeCommand {
  const last = (name: string): string | undefined => options.get(name)?.at(-1);
  const given = <T>(name: string, field: string, read: (value: string) => T): Readonly<Record<string, T>> => {
    const value = last(name);
    return value === undefined ? {} : { [field]: read(value) };
  };
  if (config !== undefined && (options.has('--hosts') || options.has('--rules'))) throw wrong('--hosts and --rules belong to the sample, not to --config');
  return {
    kind: 'fake',
    port: port(last('--port') ?? '0'),
    ...(config === undefined ? {} : { config }),
    keys: (options.get('--key') ?? []).map(key),
    control: options.has('--control'),
    ...given('--release', 'release', asRelease),
    ...given('--packages', 'packages', asNames),
    ...given('--hosts', 'hosts', value => count('--hosts', value)),
    ...given('--rules', 'rules', value => count('--rules', value)),
    ...given('--client', 'client', address),
  };
}

function port(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw wrong(`--port needs a number up to 65535, as in --port=8443, not '${value}'`);
}

// The secret is quoted nowhere.
function key(value: string): NamedKey {
  const [name = '', secret = '', user = 'root', ...rest] = value.split(':');
  if (name === '' || secret === '' || user === '' || rest.length > 0) throw wrong('--key needs KEY:SECRET or KEY:SECRET:USER');
  return { key: name, secret, user };
}

function count(option: string, value: string): number {
  if (/^\d{1,6}$/.test(value)) return Number(value);
  throw wrong(`${option} needs a number, as in ${option}=500, not '${value}'`);
}

function address(value: string): string {
  if (/^[0-9a-f.:]+$/i.test(value)) return value;
  throw wrong(`--client needs an address, as in --client=192.168.1.20, not '${value}'`);
}
