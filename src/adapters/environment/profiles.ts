import { isAbsolute } from 'node:path';
import { misfit, nearest } from '../../core';
import { type ConfigFile, isObject, type JsonObject } from './config-file';
import { Findings } from './findings';
import { readConnection, readFirewall } from './firewall-settings';
import { FIELD_OF, FIREWALL_NAME, PROFILE_SCHEMA } from './profile-schema';
import { SecretCommand } from './secret-command';
import { type Environment, type Profile, type Settings, type Variable, VARIABLES } from './settings';

type Profiles = Pick<Settings, 'profiles' | 'defaultFirewall'>;

/** What there is without a configuration file that names firewalls. */
export const NO_PROFILES: Profiles = { profiles: [] };

/** What reaches the one firewall of the environment, and says nothing of the others. */
const OF_ONE: readonly Variable[] = ['OPNSENSE_URL', 'OPNSENSE_API_KEY', 'OPNSENSE_API_SECRET', 'OPNSENSE_API_KEY_FILE', 'OPNSENSE_CA_FILE', 'OPNSENSE_TLS_FINGERPRINT', 'OPNSENSE_VERIFY_SSL', 'OPNSENSE_ALLOW_HTTP'];
const PATHS = ['key_file', 'ca_file', 'accepted_findings', 'secrets_dir'] as const;

/** The firewalls of the configuration file, or those of them that OPNSENSE_FIREWALL names; what a profile leaves open is as the environment says. */
export function readProfiles(findings: Findings, environment: Environment, file: ConfigFile | undefined): Profiles {
  const only = (findings.value('OPNSENSE_FIREWALL') ?? '').split(',').map(name => name.trim()).filter(name => name !== '');
  const given = file?.firewalls;
  if (given === undefined || file === undefined) {
    if (only.length > 0) findings.problem('OPNSENSE_FIREWALL', 'names a firewall, but no configuration file does', 'Write firewalls into the file of OPNSENSE_CONFIG; docs/firewalls.md shows how.');
    if (file?.default_firewall !== undefined) findings.problem('OPNSENSE_CONFIG', `names a default_firewall, but no firewalls (${file.path})`, 'Write firewalls into it; docs/firewalls.md shows how.');
    return NO_PROFILES;
  }
  const problem = (what: string, fix: string): void => void findings.problem('OPNSENSE_CONFIG', `${what} (${file.path})`, fix);
  if (!isObject(given) || Object.keys(given).length === 0) {
    problem('holds firewalls that are no object of name and settings', 'It looks like {"firewalls": {"office": {"url": "https://192.0.2.1", "key_file": "/home/me/apikey.txt"}}}.');
    return NO_PROFILES;
  }
  if (findings.value('OPNSENSE_URL') !== undefined) {
    if (only.length === 0) {
      findings.warn(`OPNSENSE_URL names the only firewall, so those in ${file.path} are not used; unset it to use them.`);
      return NO_PROFILES;
    }
    findings.problem('OPNSENSE_FIREWALL', 'is set beside OPNSENSE_URL', 'Unset one of them: the first names firewalls of the configuration file, the second is the only firewall.');
  }
  const names = Object.keys(given);
  for (const name of names.filter(each => !new RegExp(FIREWALL_NAME).test(each))) problem(`names a firewall ${quoted(name)}`, 'A name has lower-case letters, digits, - and _, and at most 32 of them.');
  const unknown = (name: string, what: Variable): void => void findings.problem(what, `names no firewall of ${file.path}: ${quoted(name)}`, meant(name, names));
  for (const name of only.filter(each => !names.includes(each))) unknown(name, 'OPNSENSE_FIREWALL');
  const profiles = names.filter(name => only.length === 0 || only.includes(name)).flatMap(name => readProfile(findings, environment, file, name, given[name]) ?? []);
  for (const { name, haPeer } of profiles) {
    if (haPeer !== undefined && (haPeer === name || !names.includes(haPeer))) problem(`holds firewalls.${name}.ha_peer, which names no other firewall: ${quoted(haPeer)}`, meant(haPeer, names.filter(each => each !== name)));
  }
  for (const [index, { name, connection }] of profiles.entries()) {
    const other = profiles.slice(0, index).find(each => each.connection.origin === connection.origin);
    if (other !== undefined) problem(`names one firewall twice: firewalls.${other.name} and firewalls.${name} have the same url`, 'Keep one of them: two would end each other\'s changes.');
  }
  const { default_firewall: wanted } = file;
  if (wanted !== undefined && (typeof wanted !== 'string' || !names.includes(wanted))) problem(`holds a default_firewall that is none of its firewalls: ${quoted(String(wanted))}`, meant(String(wanted), names));
  const defaultFirewall = profiles.length === 1 ? profiles[0]?.name : profiles.find(({ name }) => name === wanted)?.name;
  return { profiles, ...(defaultFirewall === undefined ? {} : { defaultFirewall }) };
}

function readProfile(findings: Findings, environment: Environment, file: ConfigFile, name: string, given: unknown): Profile | undefined {
  const at = `firewalls.${name}`;
  const problems = problemsOf(given, at);
  for (const each of problems) findings.problem('OPNSENSE_CONFIG', `is not as it should be (${file.path}): ${each}`, 'docs/config.schema.json says what there is.');
  if (problems.length > 0 || !isObject(given)) return undefined;
  const phrased = (text: string): string => text.replace(/OPNSENSE_[A-Z_]+/g, variable => (FIELD_OF[variable as Variable] === undefined ? variable : `${at}.${String(FIELD_OF[variable as Variable])}`));
  const own = new Findings({ ...withoutOne(environment), ...asVariables(given) }, phrased);
  for (const path of PATHS) {
    const value = given[path];
    if (typeof value === 'string' && !isAbsolute(value)) own.problems.push(`${at}.${path} is not a full path. Give the file from the root on (${file.path}).`);
  }
  if (given['secret'] !== undefined && file.isOpen) own.warnings.push(`${file.path} holds the secret of ${name}, and other users of this machine can read it; chmod 600 it.`);
  const connection = readConnection(own, commandOf(own, given, at));
  const settings = readFirewall(own, connection);
  findings.join(own);
  const { ha_peer: haPeer } = given;
  return connection === undefined ? undefined : { ...settings, connection, name, phrased, ...(typeof haPeer === 'string' ? { haPeer } : {}) };
}

/** What is wrong with a profile, without a value of it. */
function problemsOf(given: unknown, at: string): string[] {
  const known = Object.keys(PROFILE_SCHEMA.properties);
  const strangers = isObject(given) ? Object.keys(given).filter(field => !known.includes(field)) : [];
  const wrong = misfit(PROFILE_SCHEMA, given, at);
  const domains = isObject(given) && given['domains'] !== undefined && given['writes'] !== true ? [`${at}.domains needs writes: true beside it`] : [];
  return [...(wrong === undefined ? [] : [wrong]), ...strangers.map(field => `${at} has no ${quoted(field)}.${suggested(field, known)}`), ...domains];
}

function commandOf(findings: Findings, given: JsonObject, at: string): SecretCommand | undefined {
  const { secret_command: command, secret, key_file: file, key } = given;
  if (!Array.isArray(command)) return undefined;
  if (secret !== undefined || file !== undefined) findings.problems.push(`${at}.secret_command is set beside secret or key_file. Give one of them.`);
  return new SecretCommand(command as string[], typeof key === 'string' ? key : undefined, `${at}.secret_command`);
}

const withoutOne = (environment: Environment): Environment => Object.fromEntries(VARIABLES.filter(name => !OF_ONE.includes(name)).map(name => [name, environment[name]]));

/** A profile as the variables that would say the same. */
function asVariables(given: JsonObject): Environment {
  const entries = Object.entries(FIELD_OF).flatMap(([variable, field]) => (given[field] === undefined ? [] : [[variable, textOf(given[field])] as const]));
  const { writes, domains } = given;
  return { ...Object.fromEntries(entries), ...(writes === true && Array.isArray(domains) && domains.length > 0 ? { OPNSENSE_ALLOW_WRITES: domains.join(',') } : {}) };
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));
const quoted = (text: string): string => `'${text.slice(0, 40).replace(/[^\w.-]/g, '?')}'`;
const suggested = (name: string, known: readonly string[]): string => {
  const close = nearest(name, known);
  return close === undefined ? '' : ` Did you mean ${close}?`;
};
const meant = (name: string, known: readonly string[]): string => suggested(name, known).trim() || `There are: ${known.join(', ')}.`;
