import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { nearest, PLUGIN_API } from '../../core';
import { OpnError } from '../../ports';

/** What a plugin's package.json says of it, checked. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** The package's folder, symbolic links resolved. */
  readonly folder: string;
  /** The file that exports the class with `@Plugin`. */
  readonly entry: string;
  /** The file that exports what the in-memory firewall is taught. */
  readonly fake?: string;
  /** OPNsense packages that its tools need, such as `os-tailscale`; for people to read. */
  readonly packages: readonly string[];
}

/** Where a server runs, as far as a manifest may ask for it. */
export interface Surroundings {
  /** Version of this server. */
  readonly server: string;
  readonly node: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface PackageFile {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly opnsenseMcp?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly optionalDependencies?: Readonly<Record<string, unknown>>;
}

const KEYS = ['api', 'entry', 'fake', 'needs'];
const NEEDS = ['server', 'node', 'environment', 'packages'];

/** What has to be one with the server: a second copy keeps its own books of decorators. */
const SHARED = ['opnsense-mcp', 'tsyringe', 'class-validator', 'class-transformer', 'reflect-metadata'];

/** True when the folder holds a package that calls itself a plugin of this server, in order or not. */
export function isPlugin(folder: string): boolean {
  try {
    return packageFile(folder).opnsenseMcp !== undefined;
  } catch {
    return false;
  }
}

/** Reads and checks the manifest in a package's folder, without running any of its code; throws OPN_PLUGIN that lists what is wrong. */
export function readManifest(folder: string, surroundings: Surroundings): Manifest {
  const own = realpathSync(folder);
  const file = packageFile(own);
  const problems: string[] = [];
  const { name, version, opnsenseMcp: said } = file;
  if (typeof name !== 'string' || typeof version !== 'string') throw refused(['its package.json has no name or version']);
  if (!isRecord(said)) throw refused(["its package.json has no 'opnsenseMcp': it is no plugin of this server"]);
  problems.push(...unknownKeys(said, KEYS, 'opnsenseMcp'));
  if (said['api'] !== PLUGIN_API) problems.push(`it wants plugin API ${shown(said['api'])}, this server has ${PLUGIN_API}`);
  const entry = fileOf(own, said['entry'], 'entry', problems);
  const fake = said['fake'] === undefined ? undefined : fileOf(own, said['fake'], 'fake', problems);
  const packages = needsOf(said['needs'], surroundings, problems);
  problems.push(...ownCopies(file, own));
  if (problems.length > 0 || entry === undefined) throw refused(problems);
  return { name, version, folder: own, entry, packages, ...(fake === undefined ? {} : { fake }) };
}

function packageFile(folder: string): PackageFile {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) throw refused(['it has no package.json']);
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(file)) return file;
  } catch {
    // Told below: what JSON.parse says would quote the file.
  }
  throw refused(['its package.json is not JSON']);
}

function fileOf(folder: string, said: unknown, key: string, problems: string[]): string | undefined {
  if (typeof said !== 'string' || !/\.[cm]?js$/.test(said)) {
    problems.push(`opnsenseMcp.${key} is not the path of a .js, .cjs or .mjs file`);
    return undefined;
  }
  const path = join(folder, said);
  const real = existsSync(path) ? realpathSync(path) : undefined;
  if (real?.startsWith(folder + sep) === true) return real;
  problems.push(real === undefined ? `its file ${shown(said)} does not exist; was it built?` : `its file ${shown(said)} lies outside of the package`);
  return undefined;
}

function needsOf(said: unknown, { server, node, environment }: Surroundings, problems: string[]): readonly string[] {
  if (said === undefined) return [];
  if (!isRecord(said)) {
    problems.push('opnsenseMcp.needs is no object');
    return [];
  }
  problems.push(...unknownKeys(said, NEEDS, 'opnsenseMcp.needs'));
  for (const [what, has] of [['server', server], ['node', node]] as const) {
    const wanted = said[what];
    if (wanted === undefined) continue;
    if (typeof wanted !== 'string' || !/^\d+(\.\d+){0,2}$/.test(wanted)) problems.push(`opnsenseMcp.needs.${what} is not a version such as 1.2`);
    else if (isOlder(has, wanted)) problems.push(`it needs ${what === 'node' ? 'Node.js' : 'opnsense-mcp'} ${wanted} or newer, this is ${has}`);
  }
  for (const variable of texts(said['environment'], 'environment', problems)) {
    if (!environment[variable]) problems.push(`it needs the environment variable ${variable}`);
  }
  return texts(said['packages'], 'packages', problems);
}

function texts(said: unknown, key: string, problems: string[]): readonly string[] {
  if (said === undefined) return [];
  if (Array.isArray(said) && said.every(each => typeof each === 'string' && /^[\w.-]+$/.test(each))) return said as string[];
  problems.push(`opnsenseMcp.needs.${key} is not a list of names`);
  return [];
}

function ownCopies({ dependencies, optionalDependencies }: PackageFile, folder: string): string[] {
  const brought = { ...optionalDependencies, ...dependencies };
  return SHARED.flatMap(name => {
    if (!Object.hasOwn(brought, name)) return [];
    const copy = join(folder, 'node_modules', name);
    const found = existsSync(join(copy, 'package.json')) ? ` (found ${versionIn(copy)} in ${copy})` : '';
    return [`it brings its own copy of ${name}${found}: it must take opnsense-mcp as peer dependency and import from opnsense-mcp/plugin`];
  });
}

/** The version of the package in a folder. */
export function versionIn(folder: string): string {
  const { version } = packageFile(folder);
  return typeof version === 'string' ? version : 'an unknown version';
}

function isOlder(has: string, wanted: string): boolean {
  const numbers = (version: string): number[] => (version.replace(/^v/, '').split(/[-+]/)[0] ?? '').split('.').map(Number);
  const [ours, theirs] = [numbers(has), numbers(wanted)];
  const at = [0, 1, 2].find(index => (ours[index] ?? 0) !== (theirs[index] ?? 0));
  return at !== undefined && (ours[at] ?? 0) < (theirs[at] ?? 0);
}

function unknownKeys(said: Readonly<Record<string, unknown>>, known: readonly string[], where: string): string[] {
  return Object.keys(said).filter(key => !known.includes(key)).map(key => {
    const close = nearest(key, known);
    return `${where} has no '${shown(key)}'${close === undefined ? '' : `, did you mean '${close}'?`}`;
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 80) : value === undefined ? 'none' : 'something odd');

const refused = (problems: readonly string[]): OpnError => new OpnError('OPN_PLUGIN', problems.join('; '));
