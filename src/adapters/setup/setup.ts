import { join } from 'node:path';
import { type Finding, OpnError } from '../../ports';
import { formatFindings, severityOf } from '../doctor';
import { type Environment, type JsonObject, type Profile, profileOf, standardConfigFile } from '../environment';
import { askConnection } from './ask-connection';
import { choose, type Dialogue } from './dialogue';
import { HOSTS, hostOf, type ServerEntry } from './hosts';
import { SERVER_NAME, snippet, writeHostFile } from './host-file';
import { type Keychain } from './keychain';
import { storedNames, writeProfile } from './profile-file';
import { asList, asWrites, type SetupWishes } from './wishes';

/** What setup needs around it. */
export interface SetupSurroundings {
  /** Undefined when nobody can be asked. */
  readonly dialogue: Dialogue | undefined;
  readonly print: (text: string) => void;
  readonly environment: Environment;
  /** How this server is started again. */
  readonly start: Pick<ServerEntry, 'command' | 'args'>;
  readonly keychain: Keychain | undefined;
  /** Ids of the domains there are. */
  readonly domains: readonly string[];
  /** Examines the whole chain as the doctor does. */
  readonly examine: (profile: Profile) => Promise<readonly Finding[]>;
}

/** Sets one firewall up, from its address to the program that starts this server; 0, or 1 when nothing was stored. Throws an OpnError that says what is missing or wrong. */
export async function setup(wishes: SetupWishes, surroundings: SetupSurroundings): Promise<number> {
  const { dialogue, print, environment } = surroundings;
  const file = environment['OPNSENSE_CONFIG']?.trim() || standardConfigFile(environment);
  const known = storedNames(file);
  const name = wishes.name ?? (dialogue === undefined ? SERVER_NAME : await dialogue.ask('A name for this firewall', known.length === 0 ? SERVER_NAME : ''));
  const connection = await askConnection(wishes, surroundings, name);
  const draft: JsonObject = { ...connection.profile, ...(await askPolicy(wishes, surroundings)) };
  // Checked and tried with the secret at hand, stored with what finds it again.
  const { profile, warnings } = profileOf(name, { ...draft, ...connection.secret }, environment);
  for (const warning of warnings) print(`! ${warning}`);
  const findings = await surroundings.examine(profile);
  print(formatFindings(findings).trimEnd());
  if (severityOf(findings) === 2 && !(await isWanted(wishes, dialogue))) {
    print('Nothing was stored.');
    return 1;
  }
  await writeProfile(file, name, { ...draft, ...(await connection.keep()) }, wishes.isDefault);
  print(`The firewall ${name} is stored in ${file}${known.includes(name) ? ', in place of the one that had its name' : ''}.`);
  await configureHosts(wishes, surroundings, file);
  return 0;
}

async function isWanted({ force }: SetupWishes, dialogue: Dialogue | undefined): Promise<boolean> {
  if (force || dialogue === undefined) return force;
  return (await choose(dialogue, 'Something does not work (✗). Store it all the same?', ['no', 'yes'])) === 'yes';
}

async function askPolicy({ writes, toolsets }: SetupWishes, { dialogue, domains }: SetupSurroundings): Promise<JsonObject> {
  const allowed = writes ?? (dialogue === undefined ? false : asWrites(await dialogue.ask(`What may be changed: none, all, or domains with commas between them (${domains.join(', ')})`, 'none')));
  const listed = toolsets ?? (dialogue === undefined ? ['default'] : asList(await dialogue.ask('Which tools are listed: default, all, read-only, or domains', 'default')));
  const unknown = Array.isArray(allowed) ? (allowed as readonly string[]).filter(domain => !domains.includes(domain)) : [];
  if (unknown.length > 0) throw new OpnError('OPN_CONFIG', `There is no domain ${unknown.join(', ')}.`, `There are: ${domains.join(', ')}.`);
  const policy = typeof allowed === 'boolean' ? { writes: allowed } : { writes: true, domains: allowed };
  return { ...policy, ...(listed.length === 0 || listed.join() === 'default' ? {} : { toolsets: listed }) };
}

async function configureHosts({ hosts }: SetupWishes, { dialogue, print, environment, start }: SetupSurroundings, config: string): Promise<void> {
  const wanted = hosts ?? (dialogue === undefined ? ['print'] : [await choose(dialogue, 'Which program starts this server', ['print', ...HOSTS])]);
  const entry: ServerEntry = { ...start, env: { OPNSENSE_CONFIG: config } };
  for (const each of wanted) {
    if (each === 'print') {
      print(`Put this into the configuration of your program (VS Code: "servers", Zed: "context_servers"):\n${snippet(hostOf('cursor', environment), entry)}`);
      continue;
    }
    const host = hostOf(each, environment);
    const isChanged = await writeHostFile(host, entry);
    print(isChanged ? `${host.title} is configured in ${host.file}; restart it.` : `${host.title} was configured already in ${host.file}.`);
  }
}

/** Where the entry file of this program is started from: by npx, where npx put it; else by this Node.js. */
export function startOf(folder: string, executable: string = process.execPath): Pick<ServerEntry, 'command' | 'args'> {
  return /[\\/]_npx[\\/]/.test(folder) ? { command: 'npx', args: ['-y', 'opnsense-mcp'] } : { command: executable, args: [join(folder, 'main.js')] };
}
