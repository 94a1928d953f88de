import { deepStrictEqual } from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares a tool, as `tools/list` shows it, with its committed snapshot `test/__toolsnaps__/NAME.json`. With UPDATE_TOOLSNAPS=1 it is
 * written; a missing one fails, so that no tool appears unnoticed.
 */
export function checkSnapshot(name: string, tool: unknown, folder = join(process.cwd(), 'test', '__toolsnaps__')): void {
  const file = join(folder, `${name}.json`);
  const listed = JSON.parse(JSON.stringify(tool ?? null)) as unknown;
  if (process.env['UPDATE_TOOLSNAPS'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify(listed, undefined, 2)}\n`);
  }
  const how = `look at the difference, then run the tests with UPDATE_TOOLSNAPS=1`;
  if (!existsSync(file)) throw new Error(`${name} has no snapshot ${file}: ${how}`);
  deepStrictEqual(listed, JSON.parse(readFileSync(file, 'utf8')), `${name} is listed otherwise than its snapshot says: ${how}`);
}
