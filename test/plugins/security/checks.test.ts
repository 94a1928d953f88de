import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'checks');

// One suite for all of them: loading what they share takes longer than what they do.
for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.cases.ts')).sort()) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not known
  require(join(FOLDER, file));
}
