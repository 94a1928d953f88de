import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { loadPlugins, ToolRegistry } from '../src/core';
import { type PluginCandidate, type PluginSource } from '../src/ports';

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
