// Reads the endpoint and privilege lists of the five releases from CATALOG_DIR (files named endpoints-RELEASE.json, acl-RELEASE.json).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Oldest first; the position is the bit in every mask. */
export const RELEASES = ['24.7', '25.1', '25.7', '26.1', '26.7'];

const directory = process.env.CATALOG_DIR;

/** The parsed file `NAME-RELEASE.json` of every release: [release, bit, content]. */
export function catalogue(name) {
  if (directory === undefined) throw new Error('set CATALOG_DIR to the folder with endpoints-*.json and acl-*.json');
  return RELEASES.map((release, index) => [release, 1 << index, JSON.parse(readFileSync(path.join(directory, `${name}-${release}.json`), 'utf8'))]);
}

/** Writes a JSON object into src/adapters/catalogue with one entry of each top-level table a line, so that diffs stay readable. */
export function writeTables(file, tables) {
  const lines = Object.entries(tables).map(([name, table]) => {
    const entries = Object.entries(table).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
    return `${JSON.stringify(name)}:{\n${entries.join(',\n')}\n}`;
  });
  const target = path.join(import.meta.dirname, '../../src/adapters/catalogue', file);
  const text = `{\n${lines.join(',\n')}\n}\n`;
  writeFileSync(target, text);
  process.stdout.write(`${file}: ${text.length} bytes\n`);
}

/** The values of a table sorted by its keys. */
export function sorted(table) {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The items grouped by the key that `keyOf` gives. */
export function grouped(items, keyOf) {
  const groups = {};
  for (const item of items) (groups[keyOf(item)] ??= []).push(item);
  return groups;
}
