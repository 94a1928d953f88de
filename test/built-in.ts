import { builtIn } from '../src/adapters/plugin-sources/built-in';
import { loadPlugins, ToolRegistry } from '../src/core';

/** A registry with every domain of this server. */
export async function builtInTools(): Promise<ToolRegistry> {
  const registry = new ToolRegistry();
  await loadPlugins([builtIn], registry);
  return registry;
}
