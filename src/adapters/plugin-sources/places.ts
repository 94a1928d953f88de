import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isPlugin } from './manifest';

/** The folders in which packages are looked for, first come first served, and what they are called. */
export interface Place {
  readonly folder: string;
  readonly called: string;
}

/** What the places depend on. */
export interface PlaceSetup {
  /** The folder of this server's own package. */
  readonly server: string;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The executable of Node.js, which lies in the global prefix unless npm was told another. */
  readonly executable: string;
  readonly platform: string;
}

/**
 * Where plugins may lie: beside this server, in npm's global folder, and in the working directory, in that order. What the operator installed
 * with the server or for the whole machine goes before what lies in a folder that a host happened to start us in.
 */
export function placesOf(setup: PlaceSetup): readonly Place[] {
  const beside = dirname(setup.server);
  const places = [
    ...(isNodeModules(beside) ? [{ folder: beside, called: 'beside this server' }] : []),
    { folder: join(setup.server, 'node_modules'), called: "this server's node_modules" },
    { folder: globalFolder(setup), called: 'the global folder' },
    { folder: join(setup.workingDirectory, 'node_modules'), called: 'the working directory' },
  ];
  return places.filter(({ folder }, index) => existsSync(folder) && places.findIndex(each => each.folder === folder) === index);
}

const isNodeModules = (folder: string): boolean => /[\\/]node_modules$/.test(folder);

/** npm's global node_modules: as npm was told in the environment or the user's .npmrc, otherwise as it was installed. */
function globalFolder({ environment, executable, platform }: PlaceSetup): string {
  const told = environment['npm_config_prefix'] ?? environment['NPM_CONFIG_PREFIX'] ?? prefixInNpmrc(environment);
  if (platform === 'win32') return join(told ?? join(environment['APPDATA'] ?? dirname(executable), environment['APPDATA'] === undefined ? '' : 'npm'), 'node_modules');
  return join(told ?? dirname(dirname(executable)), 'lib', 'node_modules');
}

function prefixInNpmrc(environment: PlaceSetup['environment']): string | undefined {
  const home = environment['HOME'] ?? homedir();
  const file = environment['NPM_CONFIG_USERCONFIG'] ?? environment['npm_config_userconfig'] ?? join(home, '.npmrc');
  try {
    const said = /^\s*prefix\s*=\s*(\S.*?)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1];
    return said?.replace(/^(\$\{HOME\}|~)(?=\/|$)/, home);
  } catch {
    return undefined;
  }
}

/** True for a path (`.`, `./plugin`, `/srv/plugin`) rather than the name of a package. */
export function isPath(name: string): boolean {
  return isAbsolute(name) || /^\.{1,2}([\\/]|$)/.test(name);
}

/** The folder of a package that the operator names, and where it was found; undefined when there is none. A path is taken as it is. */
export function find(name: string, places: readonly Place[], workingDirectory: string): Place | undefined {
  if (isPath(name)) {
    const folder = resolve(workingDirectory, name);
    return existsSync(folder) ? { folder, called: 'the path given' } : undefined;
  }
  return places.map(({ folder, called }) => ({ folder: join(folder, name), called })).find(({ folder }) => existsSync(join(folder, 'package.json')));
}

const PLUGIN_NAME = /^opnsense-mcp-plugin-/;

/** The names of the plugins that lie in the places, enabled or not. */
export function installedNames(places: readonly Place[]): readonly string[] {
  const names = places.flatMap(({ folder }) =>
    entries(folder).flatMap(entry => (entry.startsWith('@') ? entries(join(folder, entry)).map(inner => `${entry}/${inner}`) : [entry]))
      .filter(name => PLUGIN_NAME.test(name.slice(name.indexOf('/') + 1)) && isPlugin(join(folder, name))),
  );
  return [...new Set(names)].sort();
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
