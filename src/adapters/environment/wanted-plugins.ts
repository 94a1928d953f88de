import { type WantedPlugins } from '../plugin-sources/npm-source';
import { isPath } from '../plugin-sources/places';
import { type ConfigFile, isObject } from './config-file';
import { type Findings } from './findings';

const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The plugins in OPNSENSE_PLUGINS and, behind them, those in the configuration file, which also holds options. */
export function readWantedPlugins(findings: Findings, file: ConfigFile | undefined): WantedPlugins {
  const named = (findings.value('OPNSENSE_PLUGINS') ?? '').split(',').map(name => name.trim()).filter(name => name !== '');
  for (const name of named) {
    if (!isPluginName(name)) findings.problem('OPNSENSE_PLUGINS', 'holds something that is neither the name of a package nor a path', 'Set OPNSENSE_PLUGINS=opnsense-mcp-plugin-tailscale; `opnsense-mcp plugins` shows what is installed.');
  }
  const options = file === undefined ? {} : pluginsIn(findings, file);
  return { names: [...new Set([...named, ...Object.keys(options)])], options };
}

function isPluginName(name: string): boolean {
  return isPath(name) || (name.length <= 214 && PACKAGE_NAME.test(name));
}

function pluginsIn(findings: Findings, { plugins = {}, path }: ConfigFile): WantedPlugins['options'] {
  const isInOrder = isObject(plugins) && Object.entries(plugins).every(([name, options]) => isPluginName(name) && isObject(options));
  if (isInOrder) return plugins as WantedPlugins['options'];
  findings.problem('OPNSENSE_CONFIG', `holds plugins that are no object of name and options (${path})`, 'It looks like {"plugins": {"opnsense-mcp-plugin-tailscale": {"maxPeers": 10}}}.');
  return {};
}
