import { join } from 'node:path';
import { type Host, settingsFolder } from './host';

/** Claude Desktop. */
export const claudeDesktop: Host = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  format: 'json',
  section: 'mcpServers',
  userFile: places => join(settingsFolder(places), 'Claude', 'claude_desktop_config.json'),
  then: 'Quit Claude Desktop completely and start it again.',
};
