import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nearest, type WantedTools } from '../../core';
import { type LogLevel, OpnError } from '../../ports';
import { asFlag, Findings } from './findings';
import { readCredentials } from './key-pair';
import { readOrigin } from './origin';
import { type ConnectionSettings, type Environment, type Settings, type Variable, VARIABLES } from './settings';
import { readTrust } from './trust';
import { readWantedPlugins } from './wanted-plugins';

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'notice', 'warning', 'error'];
const SHORTEST_TIMEOUT_MS = 1_000;
const LONGEST_TIMEOUT_MS = 600_000;
const DEFAULT_TIMEOUT_MS = 30_000;
const PREFIX = 'OPNSENSE_';
const OPTION_PREFIX = 'OPNSENSE_PLUGIN_';

/** The settings in the environment; throws one OPN_CONFIG that lists every problem with its fix. With `fake`, no firewall needs to be named. */
export function readEnvironment(environment: Environment, options: { readonly fake?: boolean } = {}): Settings {
  const findings = new Findings(environment);
  const connection = options.fake === true ? undefined : readConnection(findings);
  const consent = { writes: readWrites(findings), secrets: findings.flag('OPNSENSE_ALLOW_SENSITIVE', false) };
  const logLevel = readLogLevel(findings);
  const wanted = readWantedTools(findings);
  const confirmSeconds = readConfirmSeconds(findings);
  const stateFolder = readStateFolder(findings, environment);
  const acceptedFindings = readAcceptedFindings(findings);
  const plugins = readWantedPlugins(findings, environment);
  warnOfMisspellings(environment, findings);
  if (findings.problems.length > 0) {
    throw new OpnError(
      'OPN_CONFIG',
      ['The environment of this server needs attention:', ...findings.problems.map((problem) => `  - ${problem}`), ...findings.warnings.map((warning) => `  - ${warning}`)].join('\n'),
    );
  }
  return { connection, consent, logLevel, wanted, confirmSeconds, stateFolder, ...(acceptedFindings === undefined ? {} : { acceptedFindings }), plugins, warnings: findings.warnings };
}

// Everything is read before anything is judged, so that all problems are found at once.
function readConnection(findings: Findings): ConnectionSettings | undefined {
  const origin = readOrigin(findings);
  const credentials = readCredentials(findings);
  const trust = readTrust(findings);
  const timeoutMs = readTimeout(findings);
  return origin === undefined || credentials === undefined ? undefined : { origin, credentials, trust, timeoutMs };
}

function readTimeout(findings: Findings): number {
  const name = 'OPNSENSE_TIMEOUT_MS';
  const text = findings.value(name);
  if (text === undefined) return DEFAULT_TIMEOUT_MS;
  const milliseconds = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (milliseconds >= SHORTEST_TIMEOUT_MS && milliseconds <= LONGEST_TIMEOUT_MS) return milliseconds;
  findings.problem(name, `is not a number from ${SHORTEST_TIMEOUT_MS} to ${LONGEST_TIMEOUT_MS}`, `It is in milliseconds: ${name}=${DEFAULT_TIMEOUT_MS} is half a minute.`);
  return DEFAULT_TIMEOUT_MS;
}

function readConfirmSeconds(findings: Findings): number {
  const name = 'OPNSENSE_CONFIRM_SECONDS';
  const text = findings.value(name);
  const seconds = text === undefined ? 60 : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= 30 && seconds <= 600) return seconds;
  findings.problem(name, 'is not a number from 30 to 600', `It is in seconds: ${name}=60 gives a minute to confirm a change.`);
  return 60;
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

function readAcceptedFindings(findings: Findings): string | undefined {
  const name = 'OPNSENSE_ACCEPTED_FINDINGS';
  const file = findings.value(name);
  if (file !== undefined && !isAbsolute(file)) return findings.problem(name, 'is not a full path', `Give the file from the root on: ${name}=/etc/opnsense-mcp/accepted.json.`);
  return file;
}

function readWrites(findings: Findings): boolean | readonly string[] {
  const name = 'OPNSENSE_ALLOW_WRITES';
  const text = findings.value(name);
  if (text === undefined) return false;
  const flag = asFlag(text);
  if (flag !== undefined) return flag;
  const domains = [...new Set(text.split(',').map((domain) => domain.trim().toLowerCase()).filter((domain) => domain !== ''))];
  if (domains.length > 0 && domains.every((domain) => /^[a-z][a-z0-9-]{0,63}$/.test(domain) && asFlag(domain) === undefined)) return domains;
  findings.problem(name, 'is neither true, false nor a list of domains', `Set ${name}=false, ${name}=true or, for example, ${name}=firewall.`);
  return false;
}

function readWantedTools(findings: Findings): WantedTools {
  const list = (name: Variable): readonly string[] | undefined => {
    const names = findings.value(name)?.split(',').map(each => each.trim().toLowerCase()).filter(each => each !== '');
    return names === undefined || names.length === 0 ? undefined : [...new Set(names)];
  };
  const [toolsets, tools, exclude] = [list('OPNSENSE_TOOLSETS'), list('OPNSENSE_TOOLS'), list('OPNSENSE_EXCLUDE_TOOLS')];
  return { ...(toolsets === undefined ? {} : { toolsets }), ...(tools === undefined ? {} : { tools }), ...(exclude === undefined ? {} : { exclude }) };
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
    if (meant !== undefined) findings.warnings.push(`${shown(name)} is not known; did you mean ${PREFIX}${meant}?`);
  }
}

const shown = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '?').slice(0, 60);
