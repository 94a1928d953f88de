import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nearest } from '../../core';
import { type WantedPlugins } from '../plugin-sources/npm-source';
import { isPath } from '../plugin-sources/places';
import { type Findings } from './findings';
import { type Environment } from './settings';

const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

interface ConfigFile {
  readonly plugins?: Readonly<Record<string, unknown>>;
}

/** The plugins in OPNSENSE_PLUGINS and, behind them, those in the configuration file, which also holds options. */
export function readWantedPlugins(findings: Findings, environment: Environment): WantedPlugins {
  const named = (findings.value('OPNSENSE_PLUGINS') ?? '').split(',').map(name => name.trim()).filter(name => name !== '');
  for (const name of named) {
    if (!isPluginName(name)) findings.problem('OPNSENSE_PLUGINS', 'holds something that is neither the name of a package nor a path', 'Set OPNSENSE_PLUGINS=opnsense-mcp-plugin-tailscale; `opnsense-mcp plugins` shows what is installed.');
  }
  const options = pluginsInFile(findings, environment);
  return { names: [...new Set([...named, ...Object.keys(options)])], options };
}

function isPluginName(name: string): boolean {
  return isPath(name) || (name.length <= 214 && PACKAGE_NAME.test(name));
}

function pluginsInFile(findings: Findings, environment: Environment): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const given = findings.value('OPNSENSE_CONFIG');
  if (given !== undefined && !isAbsolute(given)) findings.problem('OPNSENSE_CONFIG', 'is not a full path', 'Give the file from the root on: OPNSENSE_CONFIG=/etc/opnsense-mcp.json.');
  const file = given ?? join(environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config'), 'opnsense-mcp', 'config.json');
  if (given === undefined && !existsSync(file)) return {};
  const wrong = (what: string, fix: string): Readonly<Record<string, never>> => {
    findings.problem('OPNSENSE_CONFIG', what, fix);
    return {};
  };
  // What is named there runs with our credentials, so nobody else may write it.
  if (process.platform !== 'win32' && existsSync(file) && (statSync(file).mode & 0o022) !== 0) return wrong(`names a file that others may write (${file})`, `Take that away: chmod go-w ${file}`);
  const content = readJson(file);
  if (content === undefined) return wrong(`names a file that is not there or holds no JSON object (${file})`, 'It looks like {"plugins": {"opnsense-mcp-plugin-tailscale": {}}}.');
  for (const key of Object.keys(content).filter(each => each !== 'plugins')) wrong(`holds an unknown key (${file}): ${key.slice(0, 40)}`, nearest(key, ['plugins']) === undefined ? 'It knows only plugins.' : 'Did you mean plugins?');
  const { plugins = {} } = content;
  const isInOrder = isObject(plugins) && Object.entries(plugins).every(([name, options]) => isPluginName(name) && isObject(options));
  return isInOrder ? (plugins as Readonly<Record<string, Readonly<Record<string, unknown>>>>) : wrong(`holds plugins that are no object of name and options (${file})`, 'It looks like {"plugins": {"opnsense-mcp-plugin-tailscale": {"maxPeers": 10}}}.');
}

function readJson(file: string): ConfigFile | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(content) ? (content as ConfigFile) : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
