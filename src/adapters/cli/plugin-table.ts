import { type InstalledPlugin } from '../plugin-sources/npm-plugins';
import { type PluginReport } from '../../ports';
import { formatTable } from './table';

/** One row of the plugin table. */
export interface PluginRow {
  /** The package, as the operator names it. */
  readonly plugin: string;
  readonly version: string;
  /** `loaded`, `refused`, or `installed` for one that is not enabled. */
  readonly state: 'loaded' | 'refused' | 'installed';
  readonly tools: number;
  /** Why it is refused; for others what it needs. */
  readonly note: string;
}

/** The plugins as rows: what the manifests say, and what became of those that were enabled. */
export function pluginRows(installed: readonly InstalledPlugin[], enabled: readonly string[], reports: readonly PluginReport[]): readonly PluginRow[] {
  return installed.map(({ name, manifest, problem }) => {
    const from = manifest === undefined ? name : `${manifest.name}@${manifest.version}`;
    const own = reports.filter(report => report.external && report.from === from);
    const refusal = problem ?? own.find(report => report.problem !== undefined)?.problem;
    const needs = manifest === undefined || manifest.packages.length === 0 ? '' : `needs ${manifest.packages.join(', ')} on the firewall`;
    return {
      plugin: name, version: manifest?.version ?? '?',
      state: refusal !== undefined ? 'refused' : enabled.includes(name) ? 'loaded' : 'installed',
      tools: own.reduce((sum, { tools }) => sum + tools, 0),
      note: refusal ?? needs,
    };
  });
}

/** The rows as text, and the line that enables everything that can be. */
export function formatPlugins(rows: readonly PluginRow[]): string {
  if (rows.length === 0) return 'No plugin is installed. They are packages named opnsense-mcp-plugin-…; npm search opnsense-mcp-plugin finds those that were published.';
  const table = formatTable(['plugin', 'version', 'state', 'tools', 'note'], rows);
  if (!rows.some(({ state }) => state === 'installed')) return table;
  const usable = rows.filter(({ state }) => state !== 'refused').map(({ plugin }) => plugin);
  return `${table}\n\nA plugin runs with the rights of this server. To enable all that are in order:\n  OPNSENSE_PLUGINS=${usable.join(',')}`;
}
