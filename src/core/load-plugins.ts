import { OpnError, type PluginReport, type PluginSource } from '../ports';
import { pluginFacts } from './plugin';
import { type ToolRegistry } from './registry';

/** Loads every candidate into the registry. A faulty built-in plugin throws OPN_PLUGIN; another one is left out and reported. */
export async function loadPlugins(sources: readonly PluginSource[], registry: ToolRegistry): Promise<readonly PluginReport[]> {
  const reports: PluginReport[] = [];
  const candidates = (await Promise.all(sources.map(source => source.candidates()))).flat();
  const modules = await Promise.allSettled(candidates.map(candidate => candidate.load()));
  for (const [index, candidate] of candidates.entries()) {
    try {
      const loaded = modules[index];
      if (loaded?.status !== 'fulfilled') throw loaded?.reason ?? new Error('it was not loaded');
      const plugins = new Set(Object.values(loaded.value).filter(each => pluginFacts(each) !== undefined));
      if (plugins.size === 0) throw new OpnError('OPN_PLUGIN', 'it exports no class with @Plugin');
      for (const plugin of plugins) {
        const facts = registry.add(plugin);
        reports.push({ id: facts.id, from: candidate.from, tools: facts.tools.length });
      }
    } catch (problem) {
      const text = problem instanceof Error ? problem.message : String(problem);
      if (candidate.builtIn) throw new OpnError('OPN_PLUGIN', `${candidate.from}: ${text}`, undefined, { cause: problem });
      reports.push({ id: candidate.from, from: candidate.from, tools: 0, problem: text });
    }
  }
  return reports;
}
