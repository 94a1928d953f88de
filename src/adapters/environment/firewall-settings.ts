import { isAbsolute } from 'node:path';
import { type WantedTools } from '../../core';
import { type AskBefore } from '../../ports';
import { asFlag, type Findings } from './findings';
import { readCredentials } from './key-pair';
import { readOrigin } from './origin';
import { type SecretCommand } from './secret-command';
import { type ConnectionSettings, type FirewallSettings, type Variable } from './settings';
import { readTrust } from './trust';

const ASK_BEFORE: readonly AskBefore[] = ['lockout', 'destroy', 'change'];
const SHORTEST_TIMEOUT_MS = 1_000;
const LONGEST_TIMEOUT_MS = 600_000;
const DEFAULT_TIMEOUT_MS = 30_000;

/** What is said of one firewall beside how to reach it. */
export function readFirewall<C extends ConnectionSettings | undefined>(findings: Findings, connection: C): FirewallSettings & { readonly connection: C } {
  const consent = { writes: readWrites(findings), secrets: findings.flag('OPNSENSE_ALLOW_SENSITIVE', false), askBefore: readAskBefore(findings) };
  const acceptedFindings = readFullPath(findings, 'OPNSENSE_ACCEPTED_FINDINGS', '/etc/opnsense-mcp/accepted.json', 'file');
  const secretsFolder = readFullPath(findings, 'OPNSENSE_SECRETS_DIR', '/home/me/vpn', 'folder');
  return { connection, consent, wanted: readWantedTools(findings), confirmSeconds: readConfirmSeconds(findings), ...(acceptedFindings === undefined ? {} : { acceptedFindings }), ...(secretsFolder === undefined ? {} : { secretsFolder }) };
}

/** How to reach a firewall; undefined when that is not said, or wrong: everything is read before anything is judged, so that all problems are found at once. */
export function readConnection(findings: Findings, command?: SecretCommand): ConnectionSettings | undefined {
  const origin = readOrigin(findings);
  const credentials = command ?? readCredentials(findings);
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

function readFullPath(findings: Findings, name: Variable, example: string, what: 'file' | 'folder'): string | undefined {
  const path = findings.value(name);
  if (path !== undefined && !isAbsolute(path)) return findings.problem(name, 'is not a full path', `Give the ${what} from the root on: ${name}=${example}.`);
  return path;
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

function readAskBefore(findings: Findings): AskBefore {
  const name = 'OPNSENSE_ASK_BEFORE';
  const text = findings.value(name)?.toLowerCase() ?? 'lockout';
  const wanted = ASK_BEFORE.find(each => each === text);
  if (wanted === undefined) findings.problem(name, `is none of ${ASK_BEFORE.join(', ')}`, `Set ${name}=destroy to be asked before anything is overwritten or removed.`);
  return wanted ?? 'lockout';
}

function readWantedTools(findings: Findings): WantedTools {
  const list = (name: Variable): readonly string[] | undefined => {
    const names = findings.value(name)?.split(',').map(each => each.trim().toLowerCase()).filter(each => each !== '');
    return names === undefined || names.length === 0 ? undefined : [...new Set(names)];
  };
  const [toolsets, tools, exclude] = [list('OPNSENSE_TOOLSETS'), list('OPNSENSE_TOOLS'), list('OPNSENSE_EXCLUDE_TOOLS')];
  return { ...(toolsets === undefined ? {} : { toolsets }), ...(tools === undefined ? {} : { tools }), ...(exclude === undefined ? {} : { exclude }) };
}
