import { type InjectionToken } from './token';

/** A configuration value: text, a list of repeated elements, or an element whose attributes are keys starting with `@`. */
export type ConfigValue = string | ConfigValue[] | { [key: string]: ConfigValue };

/** One child of the configuration's root, counted over its repetitions. */
export interface ConfigSection {
  readonly name: string;
  /** Bytes of XML it takes in the document. */
  readonly bytes: number;
  /** How often it stands at the root. */
  readonly count: number;
  /** Names of its children. */
  readonly children: readonly string[];
}

/** The saved configuration (config.xml), redacted unless asked otherwise, cached for a short while; what is asked for `fresh` is younger than the question. */
export interface FirewallConfig {
  sections(options?: { readonly fresh?: boolean }): Promise<readonly ConfigSection[]>;
  /**
   * The value at a dotted path such as `interfaces.lan` or `OPNsense.Firewall`; undefined when there is none.
   * An element that repeats, or that carries a uuid, is always a list.
   */
  section(path: string, options?: { readonly reveal?: boolean; readonly fresh?: boolean }): Promise<ConfigValue | undefined>;
  /** The whole document as XML. */
  xml(options?: { readonly reveal?: boolean }): Promise<string>;
  /**
   * Paths of secrets in it that everybody knows, never the secrets: the password of the installation image (`system.user.root.password`, an entry of
   * a list by its name), an SNMP community such as that of every manual (`OPNsense.netsnmp.general.community`).
   */
  knownSecrets(): Promise<readonly string[]>;
  /** Seconds since the document was fetched; undefined when nothing is cached. */
  age(): number | undefined;
  /** Drops what is cached; whoever changed the firewall calls it, so that the next read sees the change. */
  forget(): void;
}
/** Injects the saved configuration. */
export const FirewallConfig: InjectionToken<FirewallConfig> = Symbol.for('opnsense-mcp/FirewallConfig');
