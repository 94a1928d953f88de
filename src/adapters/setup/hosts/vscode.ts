import { join } from 'node:path';
import { type Host, settingsFolder } from './host';

/** Visual Studio Code. */
export const vscode: Host = {
  id: 'vscode',
  title: 'VS Code',
  format: 'json',
  section: 'servers',
  also: { type: 'stdio' },
  userFile: places => join(settingsFolder(places), 'Code', 'User', 'mcp.json'),
  projectFile: '.vscode/mcp.json',
  then: 'Run MCP: List Servers in VS Code and start the server.',
};
