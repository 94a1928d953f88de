import { type Host } from './host';

/** Claude Code keeps a user's servers in a file of its own that it writes while it runs, so they are added by its command. */
export const claudeCode: Host = {
  id: 'claude-code',
  title: 'Claude Code',
  format: 'json',
  section: 'mcpServers',
  projectFile: '.mcp.json',
  commands: {
    add: (name, { command, args, env }) => ['claude', 'mcp', 'add', '--scope', 'user', name, ...Object.entries(env).flatMap(([variable, value]) => ['-e', `${variable}=${value}`]), '--', command, ...args],
    show: name => ['claude', 'mcp', 'get', name],
    remove: name => ['claude', 'mcp', 'remove', '--scope', 'user', name],
  },
  then: 'Start Claude Code; /mcp shows the server.',
};
