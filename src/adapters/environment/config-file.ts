import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nearest } from '../../core';
import { type Findings } from './findings';
import { type Environment } from './settings';

/** What stands at the top of the configuration file. */
export const CONFIG_KEYS = ['$schema', 'default_firewall', 'firewalls', 'plugins'] as const;

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The operator's configuration file as it was found; nothing but its keys is checked. */
export interface ConfigFile {
  readonly path: string;
  readonly plugins?: unknown;
  readonly firewalls?: unknown;
  readonly default_firewall?: unknown;
  /** True when other users of this machine can read it. */
  readonly isOpen: boolean;
}

/** Where the configuration file is when OPNSENSE_CONFIG does not say otherwise. */
export function standardConfigFile(environment: Environment): string {
  return join(environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config'), 'opnsense-mcp', 'config.json');
}

/** The configuration file that OPNSENSE_CONFIG names, or the standard one if it is there; undefined when there is none, or it cannot be used. */
export function readConfigFile(findings: Findings, environment: Environment): ConfigFile | undefined {
  const given = findings.value('OPNSENSE_CONFIG');
  if (given !== undefined && !isAbsolute(given)) findings.problem('OPNSENSE_CONFIG', 'is not a full path', 'Give the file from the root on: OPNSENSE_CONFIG=/etc/opnsense-mcp.json.');
  const path = given ?? standardConfigFile(environment);
  if (given === undefined && !existsSync(path)) return undefined;
  const wrong = (what: string, fix: string): undefined => findings.problem('OPNSENSE_CONFIG', what, fix);
  // What is named there runs with our credentials, so nobody else may write it.
  const others = process.platform === 'win32' || !existsSync(path) ? 0 : statSync(path).mode;
  if ((others & 0o022) !== 0) return wrong(`names a file that others may write (${path})`, `Take that away: chmod go-w ${path}`);
  const content = readJson(path);
  if (content === undefined) return wrong(`names a file that is not there or holds no JSON object (${path})`, 'It looks like {"firewalls": {"office": {"url": "https://192.0.2.1", "key_file": "/home/me/apikey.txt"}}, "plugins": {}}.');
  const known: readonly string[] = CONFIG_KEYS;
  for (const key of Object.keys(content).filter(each => !known.includes(each))) {
    const close = nearest(key, known);
    wrong(`holds an unknown key (${path}): ${key.slice(0, 40)}`, close === undefined ? `It knows only ${known.join(', ')}.` : `Did you mean ${close}?`);
  }
  return { ...content, path, isOpen: (others & 0o077) !== 0 };
}

function readJson(file: string): JsonObject | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** True for an object of JSON, not for a list. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
