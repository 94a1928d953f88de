import { join } from 'node:path';
import { type Host } from './host';

/** Gemini CLI. */
export const geminiCli: Host = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  format: 'json',
  section: 'mcpServers',
  userFile: ({ home }) => join(home, '.gemini', 'settings.json'),
  projectFile: '.gemini/settings.json',
  then: 'Start Gemini CLI; /mcp shows the server.',
};
