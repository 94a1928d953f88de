import { join } from 'node:path';
import { type Environment } from '../../environment';

/** Where a person's files are on this machine. */
export interface Places {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
}

/** How a host starts this server. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The commands of a host for its servers; the first word is the host's program. */
export interface HostCommands {
  add(name: string, entry: ServerEntry): readonly string[];
  /** Prints the entry with its variables as NAME=VALUE. */
  show(name: string): readonly string[];
  remove(name: string): readonly string[];
}

/** A program that speaks to MCP servers, and where it keeps which ones. */
export interface Host {
  /** As `--host` names it. */
  readonly id: string;
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** The key or table of its servers. */
  readonly section: string;
  /** What an entry says beside command, args and env. */
  readonly also?: Readonly<Record<string, string>>;
  /** The user's file; undefined for a host that has a command for it. */
  readonly userFile?: (places: Places) => string;
  /** The file in a project, from its folder on; undefined when there is none. */
  readonly projectFile?: string;
  /** Program and arguments with which the host takes, shows and forgets a user's entry itself. */
  readonly commands?: HostCommands;
  /** What a person does then. */
  readonly then: string;
}

/** The folder in which programs with windows keep their settings. */
export function settingsFolder({ home, platform, environment }: Places): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment['APPDATA'] || join(home, 'AppData', 'Roaming');
  return environment['XDG_CONFIG_HOME'] || join(home, '.config');
}
