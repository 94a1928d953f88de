import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { OpnError } from '../../ports';
import { isObject } from '../environment';
import { type Host, type HostCommands, type Places, type ServerEntry } from './hosts';
import { type Edit, editJsonText, readJsonText } from './json-text';
import { isThere, runProgram } from './programs';
import { tomlTable, withTomlTable, withTomlVariable } from './toml-text';
import { textOf, type WrittenFile } from './written-files';

/** The name of this server in a host's configuration. */
export const ENTRY = 'opnsense';
const FIREWALLS = 'OPNSENSE_FIREWALL';

/** What is to become of a host's configuration. */
export type HostChange =
  | { readonly kind: 'file'; readonly file: WrittenFile; readonly entry: ServerEntry }
  | { readonly kind: 'as it is'; readonly path: string }
  | { readonly kind: 'command'; readonly commands: HostCommands; readonly entry: ServerEntry }
  /** A person has to do it; `why` says what is in the way. */
  | { readonly kind: 'by hand'; readonly why: string; readonly path: string };

/** What decides how a host is configured. */
export interface HostWishes {
  readonly places: Places;
  /** The folder of the project whose file is meant instead of the user's. */
  readonly project?: string;
  /** True to take the place of an entry that is not one of setup's. */
  readonly replace: boolean;
}

/** Works out how the host starts this server for one more firewall; nothing else in its file changes, and nothing is written yet. Throws OPN_CONFIG when its file cannot be read. */
export function hostChange(host: Host, entry: ServerEntry, { places, project, replace }: HostWishes): HostChange {
  const path = project === undefined || host.projectFile === undefined ? host.userFile?.(places) : join(project, host.projectFile);
  if (path === undefined) {
    if (host.commands === undefined) throw new OpnError('OPN_INTERNAL', `${host.title} has neither a file nor a command.`);
    return { kind: 'command', commands: host.commands, entry };
  }
  const text = textOf(path) ?? '';
  const changed = host.format === 'toml' ? inToml(host, text, entry) : inJson(host, text, entry, replace);
  if ('why' in changed) return { kind: 'by hand', path, ...changed };
  return changed.text === text ? { kind: 'as it is', path } : { kind: 'file', entry: changed.entry, file: { path, text: changed.text, isPrivate: false } };
}

/** Lets a host take the entry by its command, for further firewalls beside those that setup has put there; false when it cannot be run, or has an entry of that name that is not one of setup's. */
export async function addByCommand({ commands, entry }: HostChange & { readonly kind: 'command' }, { replace, places }: HostWishes): Promise<boolean> {
  const add = commands.add(ENTRY, entry);
  const { environment } = places;
  if (!isThere(add[0] ?? '', environment)) return false;
  if ((await runProgram(add, environment)).code === 0) return true;
  const { stdout } = await runProgram(commands.show(ENTRY), environment);
  const [, present] = new RegExp(`^\\s*${FIREWALLS}=(\\S+)\\s*$`, 'm').exec(stdout) ?? [];
  const isOurs = present !== undefined && !stdout.includes('OPNSENSE_URL=');
  if (!isOurs && !replace) return false;
  await runProgram(commands.remove(ENTRY), environment);
  const env = isOurs ? { ...entry.env, [FIREWALLS]: joined(present, entry.env[FIREWALLS] ?? '') } : entry.env;
  return (await runProgram(commands.add(ENTRY, { ...entry, env }), environment)).code === 0;
}

/** The lines that a person puts into the host's file. */
export function hostLines({ format, section, also }: Host, entry: ServerEntry): string {
  return format === 'toml' ? tomlTable(section, ENTRY, entry) : `${JSON.stringify({ [section]: { [ENTRY]: { ...also, ...entry } } }, undefined, 2)}\n`;
}

/** An argument as a person types it into a shell. */
export const forShell = (words: readonly string[]): string => words.map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');

type Changed = { readonly text: string; readonly entry: ServerEntry } | { readonly why: string };

function inToml({ section }: Host, text: string, entry: ServerEntry): Changed {
  const name = entry.env[FIREWALLS] ?? '';
  const changed = withTomlVariable(text, section, ENTRY, FIREWALLS, present => joined(present, name)) ?? withTomlTable(text, section, ENTRY, entry);
  return changed === undefined ? { why: `it has servers in a form that only a person can tell from ${ENTRY}, or ${ENTRY} itself` } : { text: changed, entry };
}

function inJson({ section, also }: Host, text: string, entry: ServerEntry, replace: boolean): Changed {
  const read = readJsonText(text);
  if ('problem' in read) return { why: `it is no JSON (${read.problem})` };
  const { value = {} } = read;
  const servers = isObject(value) ? (value[section] ?? {}) : undefined;
  if (!isObject(servers)) return { why: `its ${section} is no object of servers` };
  const present = servers[ENTRY];
  const place = (path: readonly string[], what: unknown): Edit => [[section, ENTRY, ...path], what];
  if (present === undefined || (replace && !isOwn(present))) return { text: editJsonText(text, [place([], { ...also, ...entry })]), entry };
  if (!isOwn(present)) return { why: `it has a server ${ENTRY} that setup did not put there; --replace takes its place` };
  const env = { ...entry.env, [FIREWALLS]: joined(present.env[FIREWALLS], entry.env[FIREWALLS] ?? '') };
  const wanted: Readonly<Record<string, unknown>> = { command: entry.command, args: entry.args };
  const edits = [
    ...Object.entries(wanted).filter(([name, what]) => !isDeepStrictEqual(present[name], what)).map(([name, what]) => place([name], what)),
    ...Object.entries(env).filter(([name, what]) => present.env[name] !== what).map(([name, what]) => place(['env', name], what)),
  ];
  return { text: edits.length === 0 ? text : editJsonText(text, edits), entry: { ...entry, env } };
}

type OwnEntry = Readonly<Record<string, unknown>> & { readonly env: Readonly<Record<string, unknown>> };

/** Setup's entries name firewalls of the configuration file, and none that the environment alone describes. */
function isOwn(entry: unknown): entry is OwnEntry {
  const env = isObject(entry) ? entry['env'] : undefined;
  return isObject(env) && typeof env[FIREWALLS] === 'string' && env['OPNSENSE_URL'] === undefined;
}

function joined(present: unknown, added: string): string {
  const names = String(present).split(',').map(name => name.trim()).filter(name => name !== '');
  return names.includes(added) ? String(present) : [...names, added].join(',');
}
