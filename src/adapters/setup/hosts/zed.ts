import { join } from 'node:path';
import { type Host, settingsFolder } from './host';

/** Zed, which keeps its settings below ~/.config on macOS too. */
export const zed: Host = {
  id: 'zed',
  title: 'Zed',
  format: 'json',
  section: 'context_servers',
  userFile: places => (places.platform === 'darwin' ? join(places.home, '.config', 'zed', 'settings.json') : join(settingsFolder(places), places.platform === 'win32' ? 'Zed' : 'zed', 'settings.json')),
  then: 'Open the agent panel settings of Zed; the server is listed there.',
};
