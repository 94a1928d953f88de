import { OpnError, type PluginCandidate, type PluginReport, type PluginSource } from '../ports';
import { pluginFacts } from './plugin';
import { describedPlugin, type PreparedPlugin } from './prepared-plugin';
import { ToolRegistry } from './registry';

/** Plugins that are loaded, for one server or several. */
export interface LoadedPlugins {
  readonly registry: ToolRegistry;
  readonly reports: readonly PluginReport[];
}

/** Loads the plugins of the sources into a registry of their own; throws OPN_PLUGIN for a faulty built-in one. */
export async function loadRegistry(sources: readonly PluginSource[]): Promise<LoadedPlugins> {
  const registry = new ToolRegistry();
  return { registry, reports: await loadPlugins(sources, registry) };
}

/**
 * Loads every candidate into the registry, the built-in ones first, so that no other takes their names. A faulty built-in plugin throws
 * OPN_PLUGIN; another one is left out and reported.
 */
export async function loadPlugins(sources: readonly PluginSource[], registry: ToolRegistry): Promise<readonly PluginReport[]> {
  const candidates = (await Promise.all(sources.map(source => source.candidates()))).flat();
  const own = candidates.filter(({ builtIn }) => builtIn);
  const others = candidates.filter(({ builtIn }) => !builtIn);
  return [...(await loadAll(own, registry)), ...(await loadAll(others, registry))];
}

async function loadAll(candidates: readonly PluginCandidate[], registry: ToolRegistry): Promise<PluginReport[]> {
  const modules = await Promise.allSettled(candidates.map(candidate => (candidate.prepared === undefined ? candidate.load() : undefined)));
  return candidates.flatMap((candidate, index) =>
    orReported(candidate, () => {
      if (candidate.prepared !== undefined) return [described(candidate, candidate.prepared as PreparedPlugin, registry)];
      const loaded = modules[index];
      if (loaded?.status === 'rejected') throw loaded.reason ?? new Error('it was not loaded');
      const plugins = new Set(exportsOf(loaded?.value ?? {}).filter(each => pluginFacts(each) !== undefined));
      if (plugins.size === 0) throw new OpnError('OPN_PLUGIN', 'it exports no class with @Plugin');
      return [...plugins].flatMap(plugin => orReported(candidate, () => [added(candidate, plugin, registry)]));
    }),
  );
}

/** What the work reports; what it throws becomes a report, except of a built-in plugin. */
function orReported({ from, builtIn }: PluginCandidate, work: () => PluginReport[]): PluginReport[] {
  try {
    return work();
  } catch (problem) {
    const text = thrown(problem);
    if (builtIn) throw new OpnError('OPN_PLUGIN', `${from}: ${text}`, undefined, { cause: problem });
    return [{ id: from, from, external: true, tools: 0, checks: 0, resources: 0, prompts: 0, problem: text }];
  }
}

function added({ from, builtIn, option }: PluginCandidate, plugin: unknown, registry: ToolRegistry): PluginReport {
  const { id, tools, checks = [], resources = [], prompts = [] } = registry.add(plugin, { external: !builtIn, ...(option === undefined ? {} : { option }) });
  return { id, from, external: !builtIn, tools: tools.length, checks: checks.length, resources: resources.length, prompts: prompts.length };
}

function described({ from, load }: PluginCandidate, prepared: PreparedPlugin, registry: ToolRegistry): PluginReport {
  registry.describe(describedPlugin(prepared, load));
  const { plugin: { id, checks = [] }, tools, resources, prompts } = prepared;
  return { id, from, external: false, tools: tools.length, checks: checks.length, resources: resources.length, prompts: prompts.length };
}

/** What a module exports; a CommonJS module that was imported has all of it below `default`, too. */
function exportsOf(module: Readonly<Record<string, unknown>>): unknown[] {
  const { default: whole } = module;
  return [...Object.values(module), ...(typeof whole === 'object' && whole !== null ? Object.values(whole) : [])];
}

/** What a plugin threw, in words, and where if `traced`; it may be anything. */
export function thrown(problem: unknown, traced = false): string {
  try {
    if (problem instanceof OpnError) return problem.message;
    const text = problem instanceof Error ? `${problem.name === 'Error' ? '' : `${problem.name}: `}${problem.message}` : String(problem);
    return (traced && problem instanceof Error && typeof problem.stack === 'string' ? problem.stack : text).slice(0, traced ? 4000 : 1000);
  } catch {
    return 'it threw something that cannot be read';
  }
}
