import { type Block } from './pages';
import { type Target } from './shell';

interface HostConfiguration {
  readonly mcpServers: Readonly<Record<string, { readonly command: string; readonly args?: readonly string[]; readonly env: Readonly<Record<string, string>> }>>;
}

/** What a host does with the configuration that a block shows, as a block for the shell: it starts the command with that environment. Undefined for other blocks. */
export function startedByHost(block: Block, { key, secret }: Target): Block | undefined {
  if (block.language !== 'json' || !block.text.includes('"mcpServers"')) return undefined;
  const { mcpServers } = JSON.parse(block.text) as HostConfiguration;
  const given = (value: string): string => ({ 'the key': key, 'the secret': secret })[value] ?? value;
  const lines = Object.values(mcpServers).map(({ command, args = [], env }) => {
    const settings = Object.entries(env).map(([name, value]) => `${name}='${given(value)}'`);
    return ['env', ...settings, command, ...args, 'call', 'opn_system_status'].join(' ');
  });
  return { ...block, language: 'sh', text: `${lines.join('\n')}\n` };
}
