import { existsSync, readFileSync } from 'node:fs';
import { type Class, pluginFacts, preparedPlugin, type PreparedPlugin } from '../../core';
import { type PluginCandidate, type PluginSource } from '../../ports';

type Load = PluginCandidate['load'];

/** The domains of a built server by name: what was written down of each in a file, and how its code is loaded. Without the file all of them are loaded at once. */
export function preparedPlugins(file: string, domains: Readonly<Record<string, Load>>): PluginSource {
  return {
    candidates: async () => {
      const prepared = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, PreparedPlugin>>) : {};
      return Object.entries(domains).map(([from, load]) => ({ from, builtIn: true, load, ...(prepared[from] === undefined ? {} : { prepared: prepared[from] }) }));
    },
  };
}

/** What such a file has to say of the domains, one plugin each. */
export async function prepareAll(source: PluginSource): Promise<Readonly<Record<string, PreparedPlugin>>> {
  const prepared = await Promise.all((await source.candidates()).map(async ({ from, load }) => {
    const plugin = Object.values(await load()).find((each): each is Class => pluginFacts(each) !== undefined);
    const written = plugin && preparedPlugin(plugin);
    return written === undefined ? [] : [[from, written] as const];
  }));
  return Object.fromEntries(prepared.flat());
}
