import { join } from 'node:path';
import { type Host } from './host';

/** Windsurf. */
export const windsurf: Host = {
  id: 'windsurf',
  title: 'Windsurf',
  format: 'json',
  section: 'mcpServers',
  userFile: ({ home }) => join(home, '.codeium', 'windsurf', 'mcp_config.json'),
  then: 'Refresh the MCP servers of Cascade.',
};
