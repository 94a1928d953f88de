import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nearest } from '../../core';
import { type LogLevel, OpnError } from '../../ports';
import { readConfigFile } from './config-file';
import { Findings } from './findings';
import { readConnection, readFirewall } from './firewall-settings';
import { NO_PROFILES, readProfiles } from './profiles';
import { type Environment, type Settings, VARIABLES } from './settings';
import { readWantedPlugins } from './wanted-plugins';

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'notice', 'warning', 'error'];
const PREFIX = 'OPNSENSE_';
const OPTION_PREFIX = 'OPNSENSE_PLUGIN_';

/** The settings in the environment and the configuration file; throws one OPN_CONFIG that lists every problem with its fix. With `fake`, no firewall needs to be named. */
export function readEnvironment(environment: Environment, options: { readonly fake?: boolean } = {}): Settings {
  const findings = new Findings(environment);
  const file = readConfigFile(findings, environment);
  const { profiles, defaultFirewall } = options.fake === true ? NO_PROFILES : readProfiles(findings, environment, file);
  const isNamedHere = profiles.length === 0 && options.fake !== true;
  const own = readFirewall(findings, isNamedHere ? readConnection(findings) : undefined);
  const logLevel = readLogLevel(findings);
  const stateFolder = readStateFolder(findings, environment);
  const plugins = readWantedPlugins(findings, file);
  warnOfMisspellings(environment, findings);
  if (findings.problems.length > 0) {
    throw new OpnError(
      'OPN_CONFIG',
      ['The configuration of this server needs attention:', ...findings.problems.map((problem) => `  - ${problem}`), ...findings.warnings.map((warning) => `  - ${warning}`)].join('\n'),
    );
  }
  return { ...(profiles[0] ?? own), profiles, ...(defaultFirewall === undefined ? {} : { defaultFirewall }), logLevel, stateFolder, plugins, warnings: findings.warnings };
}

/** The operator's folder, or the one that the system has for such things. */
function readStateFolder(findings: Findings, environment: Environment): string {
  const name = 'OPNSENSE_STATE_DIR';
  const folder = findings.value(name);
  if (folder === undefined) return join(environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'opnsense-mcp');
  if (isAbsolute(folder)) return folder;
  findings.problem(name, 'is not a full path', `Give the folder from the root on: ${name}=/var/lib/opnsense-mcp.`);
  return folder;
}

function readLogLevel(findings: Findings): LogLevel {
  const name = 'OPNSENSE_LOG_LEVEL';
  const text = findings.value(name)?.toLowerCase();
  if (text === undefined) return 'info';
  const level = LOG_LEVELS.find((each) => each === text);
  if (level === undefined) findings.problem(name, 'is no level', `Set it to one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}

function warnOfMisspellings(environment: Environment, findings: Findings): void {
  const known: readonly string[] = VARIABLES;
  const endings = known.map((name) => name.slice(PREFIX.length));
  for (const name of Object.keys(environment)) {
    if (!name.toUpperCase().startsWith(PREFIX) || known.includes(name) || name.startsWith(OPTION_PREFIX)) continue;
    // The common start would make any two names look alike.
    const meant = nearest(name.slice(PREFIX.length), endings);
    if (meant !== undefined) findings.warn(`${shown(name)} is not known; did you mean ${PREFIX}${meant}?`);
  }
}

const shown = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '?').slice(0, 60);
