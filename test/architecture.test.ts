import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');

interface Report {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[] };
}

function cruise(cwd: string): Report {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], { cwd, encoding: 'utf8', maxBuffer: 1e9 });
  if (run.stdout === '') throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Report;
}

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));

describe('the dependency rule', () => {
  it('holds, and every file was looked at', () => {
    const report = cruise(root);
    expect(report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    const seen = report.modules.filter(({ source }) => source.startsWith('src/') && source.endsWith('.ts'));
    expect(seen).toHaveLength(sources('src').length);
  }, 60_000);

  const clean: Readonly<Record<string, string>> = {
    'src/main.ts': 'export const main = 1;',
    'src/ports/index.ts': "export { x } from './x';",
    'src/ports/x.ts': 'export const x = 1;',
    'src/core/index.ts': "export { nearest } from './nearest';",
    'src/core/nearest.ts': 'export const nearest = 1;',
    'src/adapters/a/a.ts': "export { nearest as a } from '../../core';",
    'src/plugins/p/p.plugin.ts': "export { x as p } from '../../ports';",
    'src/plugins/q/q.plugin.ts': 'export const q = 1;',
  };

  /** For each rule a file that breaks it. */
  const planted: Readonly<Record<string, readonly [file: string, text: string]>> = {
    'ports-know-nobody': ['src/ports/planted-1.ts', "export { nearest } from '../core/nearest';"],
    'core-knows-only-ports': ['src/core/planted-2.ts', "export { a } from '../adapters/a/a';"],
    'adapters-never-touch-plugins': ['src/adapters/a/planted-3.ts', "export { p } from '../../plugins/p/p.plugin';"],
    'plugins-know-core-and-ports': ['src/plugins/p/planted-4.ts', "export { a } from '../../adapters/a/a';"],
    'plugins-are-strangers': ['src/plugins/q/planted-5.ts', "export { p } from '../p/p.plugin';"],
    'plugins-do-no-io': ['src/plugins/p/planted-6.ts', "export { readFileSync } from 'node:fs';"],
    'enter-core-by-the-door': ['src/adapters/a/planted-7.ts', "export { nearest } from '../../core/nearest';"],
    'enter-ports-by-the-door': ['src/plugins/p/planted-8.ts', "export { x } from '../../ports/x';"],
    'nobody-imports-main': ['src/adapters/a/planted-9.ts', "export { main } from '../../main';"],
    'mcp-stays-in-its-adapter': ['src/adapters/a/planted-10.ts', "export { Server } from '@modelcontextprotocol/sdk/server/index.js';"],
    'axios-stays-in-its-adapter': ['src/adapters/a/planted-11.ts', "export { AxiosError } from 'axios';"],
    'product-without-test-tools': ['src/adapters/a/planted-12.ts', "export { default as Formats } from 'gpt-tokenizer';"],
    'everything-resolves': ['src/adapters/a/planted-13.ts', "export { nothing } from './nothing';"],
    'no-cycles': ['src/core/planted-14.ts', "import { b } from './planted-15';\nexport const a = b;"],
  };

  it('reports a planted violation of every rule, and none without it', () => {
    const { forbidden } = jest.requireActual<{ forbidden: readonly { readonly name: string }[] }>('../.dependency-cruiser.cjs');
    expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort());
    const tree = mkdtempSync(join(tmpdir(), 'opnsense-mcp-architecture-'));
    try {
      const write = ([file, text]: readonly [string, string]): void => {
        mkdirSync(dirname(join(tree, file)), { recursive: true });
        writeFileSync(join(tree, file), text);
      };
      for (const config of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) cpSync(join(root, config), join(tree, config));
      symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
      Object.entries(clean).forEach(write);
      expect(cruise(tree).summary.violations).toEqual([]);
      Object.values(planted).forEach(write);
      write(['src/core/planted-15.ts', "export { a as b } from './planted-14';"]);
      const { violations } = cruise(tree).summary;
      for (const [name, [file]] of Object.entries(planted)) {
        expect(violations.filter(({ rule }) => rule.name === name).map(({ from }) => from)).toContain(file);
      }
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
  }, 60_000);
});
