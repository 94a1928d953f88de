import { join } from 'node:path';
import { type Host } from './host';

/** Codex. */
export const codex: Host = {
  id: 'codex',
  title: 'Codex',
  format: 'toml',
  section: 'mcp_servers',
  userFile: ({ home, environment }) => join(environment['CODEX_HOME'] || join(home, '.codex'), 'config.toml'),
  then: 'Start Codex; /mcp shows the server.',
};
