import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { loadPlugins, ToolRegistry } from '../src/core';
import { type PluginCandidate, type PluginSource } from '../src/ports';

const run = promisify(execFile);
const SOURCES = join(__dirname, '../src');
const domains = readdirSync(join(SOURCES, 'plugins'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(({ name }) => name);

const sourceOf = (candidates: readonly PluginCandidate[]): PluginSource => ({ candidates: async () => candidates });

async function toolsOf(candidates: readonly PluginCandidate[]): Promise<string[]> {
  const registry = new ToolRegistry();
  await loadPlugins([sourceOf(candidates)], registry);
  return registry.tools().map(({ facts }) => facts.name);
}

describe('a server without one of its domains', () => {
  it.each(domains)('has all tools but those of %s', async domain => {
    const candidates = await builtIn.candidates();
    const own = await toolsOf(candidates.filter(({ from }) => from === domain));
    const rest = await toolsOf(candidates.filter(({ from }) => from !== domain));
    expect(own.length).toBeGreaterThan(0);
    expect([...own, ...rest].sort()).toEqual((await toolsOf(candidates)).sort());
  });

  it('builds into a bundle that starts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opnsense-mcp-without-'));
    try {
      for (const part of ['src', 'scripts/build.mjs', 'scripts/bundling.mjs', 'package.json', 'tsconfig.json']) cpSync(join(SOURCES, '..', part), join(folder, part), { recursive: true });
      symlinkSync(join(SOURCES, '../node_modules'), join(folder, 'node_modules'));
      rmSync(join(folder, 'src/plugins/firewall'), { recursive: true });
      await run(process.execPath, [join(folder, 'scripts/build.mjs'), '--no-types']);
      const { stdout } = await run(process.execPath, [join(folder, 'dist/main.js'), 'tools', '--json'], { maxBuffer: 1e8 });
      const present = new Set((JSON.parse(stdout) as { readonly domain: string }[]).map(({ domain }) => domain));
      expect([...present].sort()).toEqual(domains.filter(domain => domain !== 'firewall').sort());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is missed by no file: nothing outside of a domain imports it', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    const importers = files.filter(file => {
      const own = /^plugins[\\/]([^\\/]+)/.exec(file)?.[1];
      const imported = [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']*)'/g)].map(match => join(file, '..', match[1] ?? ''));
      return imported.some(each => domains.some(domain => domain !== own && each.startsWith(join('plugins', domain))));
    });
    expect(files.length).toBeGreaterThan(100);
    expect(importers).toEqual([]);
  });
});
