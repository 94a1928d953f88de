import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Finding, OpnError } from '../../ports';
import { formatFindings } from '../doctor';
import { type Environment } from '../environment';
import { type Credentials } from '../opnsense-api';
import { type TlsTrust } from '../opnsense-http';
import { chooseAddress, speakingGateway } from './address';
import { asOptions, errorOf } from './as-options';
import { chooseHosts, hostsNamed } from './host-choice';
import { type Places, type ServerEntry } from './hosts';
import { findKeychain } from './keychain';
import { chooseKey, type ChosenKey } from './key';
import { chooseName, refuseName } from './name';
import { Plan } from './plan';
import { StoredProfiles } from './profile';
import { insist, type Questions } from './questions';
import { chooseScope, EVERYTHING, type Known, scopeInProfile, scopeOf, type Scope } from './scope';
import { chooseStore, keyInProfile } from './store';
import { chooseTrust } from './trust';
import { type SetupWishes } from './wishes';

/** A firewall as it is tried before it is stored. */
export interface Candidate {
  readonly origin: string;
  readonly trust: TlsTrust;
  readonly credentials: Credentials;
  readonly scope: Scope;
}

/** What setup works with. */
export interface SetupWorld extends Known {
  readonly questions: Questions;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** The current folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly stdin: () => Promise<string>;
  readonly gateway: () => Promise<string | undefined>;
  /** For what other programs read. */
  readonly print: (text: string) => void;
  /** Examines the chain to a firewall; shows nothing secret. */
  readonly examine: (candidate: Candidate) => Promise<readonly Finding[]>;
  /** How this server is started. */
  readonly server: Pick<ServerEntry, 'command' | 'args'>;
}

const LINK_MS = 10_000;
/** Without these, nothing works. */
const NEEDED: readonly string[] = ['configuration', 'name', 'tcp', 'tls', 'http', 'key'];

/** Sets a firewall up, and gives the exit code: 0, or 1 when something is left to a person. Rejects with an OpnError that says what to do; then nothing was written. */
export async function setUp(wishes: SetupWishes, world: SetupWorld): Promise<number> {
  const { questions, environment, platform, folder, signal } = world;
  const endpoint = { timeoutMs: LINK_MS, now: () => Date.now() };
  // What is wrong beforehand is said before anything is asked.
  if (wishes.name !== undefined) refuseName(wishes.name);
  const namedHosts = wishes.hosts === undefined ? undefined : hostsNamed(wishes.hosts);
  scopeOf(wishes, {}, world);
  const profiles = StoredProfiles.read(environment);
  const places: Places = { home: environment['HOME'] || homedir(), platform, environment };

  const { url: storedUrl } = profiles.fields(wishes.name ?? '');
  const otherwise = wishes.url !== undefined ? undefined : typeof storedUrl === 'string' ? storedUrl : await speakingGateway(world.gateway, questions, signal);
  const origin = await insist(questions, isFirst => chooseAddress(isFirst ? wishes.url : undefined, { questions, otherwise, endpoint, signal }));
  const name = await insist(questions, isFirst => chooseName(isFirst ? wishes.name : undefined, { questions, profiles, origin, replace: wishes.replace }));
  const stored = profiles.nameOf(origin) === name ? await profiles.asStored(name) : {};
  const { trust, profile: trustFields } = await insist(questions, isFirst => chooseTrust(isFirst ? wishes : {}, { endpoint: { origin, ...endpoint }, questions, folder, stored: stored.trust, signal }));

  const said = scopeOf(wishes, profiles.fields(name), world);
  const tried: Scope = questions.interactive ? { ...EVERYTHING, ...(wishes.toolsets === undefined ? {} : { toolsets: said.toolsets }) } : { toolsets: said.toolsets, writes: said.writes ?? false };
  const key = await insist(questions, async isFirst => {
    const chosen = await chooseKey(isFirst ? wishes : {}, { questions, folder, stdin: world.stdin, ...(isFirst && stored.key !== undefined ? { stored: stored.key } : {}) });
    questions.say('\nTrying it …\n');
    const findings = await world.examine({ origin, trust, credentials: chosen.credentials, scope: tried });
    const broken = findings.find(({ link, status }) => status === 'failed' && NEEDED.includes(link));
    if (broken !== undefined) throw errorOf(broken);
    questions.say(asOptions(formatFindings(findings.filter(({ link }) => link !== 'configuration'))));
    return chosen;
  });

  const scope = await chooseScope(said, wishes, world, questions);
  const keychain = await findKeychain(platform, environment);
  const store = await chooseStore(wishes.store, key, keychain, questions);
  const hosts = namedHosts ?? (await chooseHosts(places, questions));
  const profile = profiles.merged(name, { url: origin, ...keyInProfile(key, store, name, keychain), ...trustFields, ...scopeInProfile(scope) });
  const plan = new Plan({
    profile: { name, fields: profile, file: profiles.with(name, profile, wishes.isDefault) },
    secret: store === 'keychain' && keychain !== undefined && key.stored === undefined ? { keychain, value: key.credentials.secret } : undefined,
    hosts, entry: { ...world.server, env: environmentOf(name, profiles.path, places) }, places, replace: wishes.replace, ...(wishes.project ? { project: folder } : {}),
  });
  if (wishes.print) world.print(plan.hostConfiguration());
  questions.say(plan.describe({ withHosts: !wishes.print }));
  if (wishes.dryRun) {
    questions.say('\nNothing was written.\n');
    return 0;
  }
  questions.say('\n');
  if (!(await questions.confirm('Write this?', true))) throw new OpnError('OPN_CANCELLED', 'Setup was called off; nothing was stored.');
  const left = await plan.carryOut({ withHosts: !wishes.print, signal, say: text => questions.say(text) });
  questions.say(lastWords(name, key, store, environment));
  return left ? 1 : 0;
}

/** What tells the server of a host which firewalls are meant, and where they are described unless that is the usual place. */
function environmentOf(name: string, path: string, { home }: Places): ServerEntry['env'] {
  return { OPNSENSE_FIREWALL: name, ...(path === join(home, '.config', 'opnsense-mcp', 'config.json') ? {} : { OPNSENSE_CONFIG: path }) };
}

function lastWords(name: string, { file }: ChosenKey, store: string, environment: Environment): string {
  return [
    `\n${name} is set up. opnsense-mcp doctor examines it at any time.`,
    ...(file !== undefined && store !== 'key-file' ? [`The secret was stored; ${file} is not needed any more.`] : []),
    ...(environment['OPNSENSE_URL'] === undefined ? [] : ['OPNSENSE_URL is set here and names another way to a firewall: unset it.']),
    '',
  ].join('\n');
}
