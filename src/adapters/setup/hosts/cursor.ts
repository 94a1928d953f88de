import { join } from 'node:path';
import { type Host } from './host';

/** Cursor. */
export const cursor: Host = {
  id: 'cursor',
  title: 'Cursor',
  format: 'json',
  section: 'mcpServers',
  userFile: ({ home }) => join(home, '.cursor', 'mcp.json'),
  projectFile: '.cursor/mcp.json',
  then: 'Switch the server on under Cursor Settings: MCP.',
};
