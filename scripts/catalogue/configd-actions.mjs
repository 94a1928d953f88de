// Lists the backend's commands that have a description, which cron jobs and automations can choose from.
//
//   node scripts/catalogue/configd-actions.mjs CATALOG_DIR        writes src/adapters/fake/data/configd-actions.json
//
// CATALOG_DIR holds configd-RELEASE.json for every release. An entry is [package ("core"), releases as digits, command, description].
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'];
const [, , catalogDir] = process.argv;
if (catalogDir === undefined) {
  process.stderr.write('usage: node scripts/catalogue/configd-actions.mjs CATALOG_DIR\n');
  process.exit(2);
}

const found = new Map();
RELEASES.forEach((release, index) => {
  const { actions } = JSON.parse(readFileSync(path.join(catalogDir, `configd-${release}.json`), 'utf8'));
  for (const { source, command, description } of actions) {
    if (!description) continue;
    const key = JSON.stringify([source, command, description]);
    found.set(key, (found.get(key) ?? '') + String(index));
  }
});
const entries = [...found].map(([key, releases]) => {
  const [source, command, description] = JSON.parse(key);
  return [source, releases, command, description];
});
const lines = entries.sort().map(entry => `  ${JSON.stringify(entry)}`).join(',\n');
writeFileSync(new URL('../../src/adapters/fake/data/configd-actions.json', import.meta.url), `[\n${lines}\n]\n`);
process.stdout.write(`${entries.length} commands\n`);
