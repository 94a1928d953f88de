import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { type ServerEntry } from './hosts';

/** How a host starts this very server: by npx when npx has fetched it, which may throw its copy away; else by full paths, as a host need not have the shell's PATH. */
export function serverCommand(platform: NodeJS.Platform, node: string, main: string): Pick<ServerEntry, 'command' | 'args'> {
  const file = realpathSync(main);
  if (!file.split(sep).includes('_npx')) return { command: node, args: [file] };
  const npx = ['npx', '-y', 'opnsense-mcp'];
  // Windows has npx as a script of its shell.
  const [command = '', ...args] = platform === 'win32' ? ['cmd', '/c', ...npx] : npx;
  return { command, args };
}
