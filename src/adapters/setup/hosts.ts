import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs whose configuration setup can write. */
export const HOSTS = ['claude-code', 'claude-desktop', 'cursor', 'vscode', 'gemini', 'zed'] as const;
/** The name of such a program. */
export type HostName = (typeof HOSTS)[number];

/** How a program is told of an MCP server. */
export interface Host {
  readonly title: string;
  /** Its configuration file, of this user. */
  readonly file: string;
  /** The object in it that holds servers by name. */
  readonly servers: string;
  /** What its entries have beside command, args and env. */
  readonly extra: Readonly<Record<string, string>>;
}

/** How the server is started. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The program's configuration on this system. */
export function hostOf(name: HostName, environment: Environment = process.env, platform: NodeJS.Platform = process.platform): Host {
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir();
  const settings = platform === 'darwin' ? join(home, 'Library', 'Application Support') : platform === 'win32' ? environment['APPDATA'] || join(home, 'AppData', 'Roaming') : environment['XDG_CONFIG_HOME'] || join(home, '.config');
  const host = (title: string, file: string, servers = 'mcpServers', extra: Host['extra'] = {}): Host => ({ title, file, servers, extra });
  switch (name) {
    case 'claude-code':
      return host('Claude Code', join(home, '.claude.json'), 'mcpServers', { type: 'stdio' });
    case 'claude-desktop':
      return host('Claude Desktop', join(settings, 'Claude', 'claude_desktop_config.json'));
    case 'cursor':
      return host('Cursor', join(home, '.cursor', 'mcp.json'));
    case 'vscode':
      return host('VS Code', join(settings, 'Code', 'User', 'mcp.json'), 'servers', { type: 'stdio' });
    case 'gemini':
      return host('Gemini CLI', join(home, '.gemini', 'settings.json'));
    case 'zed':
      return host('Zed', join(platform === 'win32' ? settings : join(environment['XDG_CONFIG_HOME'] || join(home, '.config')), platform === 'win32' ? 'Zed' : 'zed', 'settings.json'), 'context_servers');
  }
}

/** What stands in the program's file. */
export function hostEntry({ extra }: Host, entry: ServerEntry): object {
  return { ...extra, ...entry };
}
