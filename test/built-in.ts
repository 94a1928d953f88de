import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { type Class, loadPlugins, pluginFacts, ToolRegistry } from '../src/core';

/** A registry with every domain of this server. */
export async function builtInTools(): Promise<ToolRegistry> {
  const registry = new ToolRegistry();
  await loadPlugins([builtIn], registry);
  return registry;
}

/** The classes of every domain. */
export async function builtInPlugins(): Promise<Class[]> {
  const modules = await Promise.all((await builtIn.candidates()).map(candidate => candidate.load()));
  return modules.flatMap(module => Object.values(module).filter((each): each is Class => pluginFacts(each) !== undefined));
}
