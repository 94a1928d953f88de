import { nearest } from '../../core';
import { isRelease, RELEASES, type Release } from '../../ports';
import { FAKE_FLAGS, FAKE_VALUES, fakeCommand, type FakeCommand } from './fake-arguments';
import { wrong } from './option-values';
import { PRIVILEGE_FLAGS, PRIVILEGE_VALUES, privilegesCommand, type PrivilegesCommand } from './privileges-arguments';
import { QUALITY_FLAGS, QUALITY_VALUES, qualityCommand, type QualityCommand } from './quality-arguments';
import { SETUP_FLAGS, SETUP_VALUES, setupCommand, type SetupCommand } from './setup-arguments';

/** What the command line asks for; `fake` names the release of the in-memory firewall to use instead of a real one. */
export type Command =
  | ({ readonly kind: 'serve' } & Faked)
  | ({ readonly kind: 'call'; readonly tool: string; readonly args: string } & Faked)
  | { readonly kind: 'tools'; readonly json: boolean }
  | { readonly kind: 'plugins'; readonly json: boolean }
  | { readonly kind: 'create-plugin'; readonly name: string }
  | QualityCommand
  | PrivilegesCommand
  | ({ readonly kind: 'doctor'; readonly json: boolean } & Faked)
  | SetupCommand
  | FakeCommand
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** The release of the in-memory firewall; `guess` leaves it to its configuration. */
export type FakedRelease = Release | 'guess';

/** The in-memory firewall to use, if any, and the file of its configuration. */
interface Faked {
  readonly fake?: FakedRelease;
  readonly config?: string;
}

const NEWEST: Release = '26.7';
/** The commands with the options that are theirs alone or shared with others. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  call: [],
  tools: ['--json'],
  plugins: ['--json'],
  'create-plugin': [],
  quality: [...QUALITY_VALUES, ...QUALITY_FLAGS],
  setup: [...SETUP_VALUES, ...SETUP_FLAGS],
  doctor: ['--json'],
  privileges: [...PRIVILEGE_VALUES, ...PRIVILEGE_FLAGS],
  fake: [...FAKE_VALUES, ...FAKE_FLAGS],
};
const WITH_VALUE: readonly string[] = ['--fake', '--config', ...FAKE_VALUES, ...PRIVILEGE_VALUES, ...QUALITY_VALUES, ...SETUP_VALUES];
const OPTIONS: readonly string[] = [...new Set(['--fake', '--config', '--help', '--version', ...Object.values(COMMANDS).flat()])];

/** Reads the arguments behind the program's name; throws OPN_CONFIG that says what is wrong with them. */
export function parseArguments(argv: readonly string[]): Command {
  const options = new Map<string, string | undefined>();
  const repeated = new Map<string, string[]>();
  const words: string[] = [];
  for (const argument of joined(argv)) {
    if (argument === '-h') options.set('--help', undefined);
    else if (argument.startsWith('--')) {
      const [name, value] = option(argument);
      options.set(name, value);
      repeated.set(name, [...(repeated.get(name) ?? []), value ?? '']);
    } else words.push(argument);
  }
  if (options.has('--help')) return { kind: 'help' };
  if (options.has('--version')) return { kind: 'version' };
  const [word, ...rest] = words;
  if (options.has('--config') && word !== 'fake' && !options.has('--fake')) throw wrong('--config belongs to --fake and to the command fake');
  const config = options.has('--config') ? { config: file(options.get('--config')) } : {};
  const fake = options.has('--fake') ? { fake: release(options.get('--fake'), options.has('--config')), ...config } : {};
  refuseStrangers(word, options.keys());
  switch (word) {
    case undefined:
      return { kind: 'serve', ...fake };
    case 'call':
      return call(rest, fake);
    case 'tools':
      refuseWords('tools', rest);
      return { kind: 'tools', json: options.has('--json') };
    case 'plugins':
      refuseWords('plugins', rest);
      return { kind: 'plugins', json: options.has('--json') };
    case 'create-plugin':
      if (rest[0] === undefined) throw wrong('create-plugin needs a name, as in create-plugin my-widgets');
      refuseWords('create-plugin NAME', rest.slice(1));
      return { kind: 'create-plugin', name: rest[0] };
    case 'quality':
      if (rest[0] === undefined) throw wrong('quality needs a plugin: its package, or the path of its folder, as in quality .');
      refuseWords('quality PLUGIN', rest.slice(1));
      return qualityCommand(rest[0], options);
    case 'setup':
      refuseWords('setup', rest);
      if (options.has('--fake')) throw wrong('setup needs a real firewall; opnsense-mcp fake serves one to try it on');
      return setupCommand(repeated);
    case 'doctor':
      refuseWords('doctor', rest);
      return { kind: 'doctor', json: options.has('--json'), ...fake };
    case 'privileges':
      refuseWords('privileges', rest);
      return privilegesCommand(repeated);
    case 'fake':
      refuseWords('fake', rest);
      if (options.has('--fake')) throw wrong('the command fake takes --release=RELEASE instead of --fake');
      return fakeCommand(repeated, config.config);
    default:
      throw wrong(`there is no command '${word}'${suggestion(word, Object.keys(COMMANDS))}`);
  }
}

/** Options of other commands mean nothing to this one. */
function refuseStrangers(word: string | undefined, given: Iterable<string>): void {
  for (const name of given) {
    const owners = Object.keys(COMMANDS).filter(command => COMMANDS[command]?.includes(name) === true);
    if (owners.length > 0 && !owners.includes(word ?? '')) throw wrong(`${name} belongs to the command${owners.length > 1 ? 's' : ''} ${owners.join(', ')}`);
  }
}

function refuseWords(command: string, [word]: readonly string[]): void {
  if (word !== undefined) throw wrong(`${command} takes no '${word}'`);
}

function call([tool, args, ...rest]: readonly string[], fake: Faked): Command {
  if (tool === undefined) throw wrong('call needs the name of a tool');
  if (rest.length > 0) throw wrong(`call takes one JSON object, quoted as one argument; what is '${String(rest[0])}'?`);
  return { kind: 'call', tool, args: args ?? '{}', ...fake };
}

/** The arguments with `--option value` as `--option=value`; `--fake` takes its release only behind an equals sign. */
function joined(argv: readonly string[]): string[] {
  const takesNext = (argument: string | undefined): boolean => argument !== undefined && argument !== '--fake' && WITH_VALUE.includes(argument);
  return argv.flatMap((argument, index) => {
    if (takesNext(argv[index - 1])) return [];
    const next = argv[index + 1];
    return takesNext(argument) && next !== undefined ? [`${argument}=${next}`] : [argument];
  });
}

function option(argument: string): [string, string | undefined] {
  const [name = '', ...value] = argument.split('=');
  if (!OPTIONS.includes(name)) throw wrong(`there is no option '${name}'${suggestion(name, OPTIONS)}`);
  if (value.length > 0 && !WITH_VALUE.includes(name)) throw wrong(`${name} takes no value`);
  return [name, value.length > 0 ? value.join('=') : undefined];
}

function file(value: string | undefined): string {
  if (value === undefined || value === '') throw wrong('--config needs a file, as in --config=backup.xml');
  return value;
}

function release(value: string | undefined, hasConfig: boolean): FakedRelease {
  if (value === undefined) return hasConfig ? 'guess' : NEWEST;
  if (isRelease(value)) return value;
  throw wrong(`--fake knows the releases ${RELEASES.join(', ')}, not '${value}'`);
}

const suggestion = (word: string, known: readonly string[]): string => {
  const close = nearest(word, known);
  return close === undefined ? '' : `, did you mean '${close}'?`;
};
