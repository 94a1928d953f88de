import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { OpnError } from '../../ports';
import { type ConfigFile, type Environment, isObject, type Profile, readConfigFile, readEnvironment, SecretCommand, standardConfigFile } from '../environment';
import { checked } from './as-options';
import { editJsonText, type Edit } from './json-text';
import { type ChosenKey } from './key';
import { type ChosenTrust } from './trust';
import { textOf, type WrittenFile } from './written-files';

const SCHEMA = 'https://unpkg.com/opnsense-mcp/docs/config.schema.json';
const OF_KEY = ['key', 'secret', 'key_file', 'secret_command'] as const;
const OF_TRUST = ['pin', 'ca_file', 'verify_ssl'] as const;

/** A profile as the configuration file has it. */
export type ProfileFields = Readonly<Record<string, unknown>>;

/** The configuration file as it is, or would be. */
export class StoredProfiles {
  private readonly profiles: Readonly<Record<string, ProfileFields>>;

  private constructor(
    readonly path: string,
    private readonly text: string | undefined,
    private readonly environment: Environment,
    private readonly file: ConfigFile | undefined,
  ) {
    const firewalls = file?.firewalls;
    if (firewalls !== undefined && !(isObject(firewalls) && Object.values(firewalls).every(isObject))) throw new OpnError('OPN_CONFIG', `The firewalls in ${path} are no object of name and settings.`, 'docs/firewalls.md shows how it looks.');
    this.profiles = (firewalls ?? {}) as Readonly<Record<string, ProfileFields>>;
  }

  /** Reads the file that the environment names, or the standard one; throws OPN_CONFIG when it is there and cannot be used. */
  static read({ OPNSENSE_CONFIG: given, HOME, XDG_CONFIG_HOME }: Environment): StoredProfiles {
    const environment: Environment = { ...(HOME === undefined ? {} : { HOME }), ...(XDG_CONFIG_HOME === undefined ? {} : { XDG_CONFIG_HOME }) };
    const path = given?.trim() || standardConfigFile(environment);
    const file = existsSync(path) || !isAbsolute(path) ? checked({ ...environment, OPNSENSE_CONFIG: path }, findings => readConfigFile(findings, environment)) : undefined;
    return new StoredProfiles(path, textOf(path), environment, file);
  }

  get names(): readonly string[] {
    return Object.keys(this.profiles);
  }

  /** What a profile says; empty for one that is not there. */
  fields(name: string): ProfileFields {
    return this.profiles[name] ?? {};
  }

  /** The profile with that address. */
  nameOf(origin: string): string | undefined {
    return this.names.find(name => originOf(this.profiles[name]?.['url']) === origin);
  }

  /** How the profile is trusted and authenticated as it stands; empty when it is not there, or cannot be used. */
  async asStored(name: string): Promise<{ readonly trust?: ChosenTrust; readonly key?: ChosenKey }> {
    const fields = this.fields(name);
    const connection = this.usable(name, this.path)?.connection;
    if (connection === undefined) return {};
    const { credentials, trust } = connection;
    const key = credentials instanceof SecretCommand ? await credentials.run().catch(() => undefined) : credentials;
    return { trust: { trust, profile: only(fields, OF_TRUST) }, ...(key === undefined ? {} : { key: { credentials: key, stored: only(fields, OF_KEY) } }) };
  }

  /** The profile as it will be: what is decided anew, and what stands there beside. */
  merged(name: string, anew: ProfileFields): ProfileFields {
    return { ...anew, ...without(this.fields(name), ['url', ...OF_KEY, ...OF_TRUST, 'writes', 'domains', 'toolsets']) };
  }

  /** The file with that profile in it and everything else as it was, readable for this user alone; undefined when it is so already. What the server could not use never takes the file's place. */
  with(name: string, profile: ProfileFields, isDefault: boolean): WrittenFile | undefined {
    const edits: Edit[] = [
      ...(this.text === undefined ? [[['$schema'], SCHEMA] as const] : []),
      ...((isDefault && this.file?.default_firewall !== name) || this.names.length === 0 ? [[['default_firewall'], name] as const] : []),
      ...(isDeepStrictEqual(this.fields(name), profile) ? [] : [[['firewalls', name], profile] as const]),
    ];
    if (edits.length === 0 && this.file?.isOpen === false) return undefined;
    return { path: this.path, text: editJsonText(this.text ?? '', edits), isPrivate: true, check: draft => this.check(name, draft) };
  }

  private check(name: string, draft: string): void {
    try {
      this.read(name, draft);
    } catch (problem) {
      throw problem instanceof OpnError ? new OpnError(problem.code, problem.message.replaceAll(draft, this.path), problem.hint) : problem;
    }
  }

  private usable(name: string, path: string): Profile | undefined {
    try {
      return this.read(name, path);
    } catch {
      return undefined;
    }
  }

  private read(name: string, path: string): Profile | undefined {
    return readEnvironment({ ...this.environment, OPNSENSE_CONFIG: path, OPNSENSE_FIREWALL: name }).profiles[0];
  }
}

function originOf(url: unknown): string | undefined {
  try {
    return new URL(String(url)).origin;
  } catch {
    return undefined;
  }
}

const only = (fields: ProfileFields, names: readonly string[]): ProfileFields => Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
const without = (fields: ProfileFields, names: readonly string[]): ProfileFields => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
