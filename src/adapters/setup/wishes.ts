/** Where setup can keep a secret. */
export const STORES = ['config', 'key-file', 'keychain'] as const;
/** A place for a secret: the configuration file, the apikey.txt where it is, or the keychain of the operating system. */
export type Store = (typeof STORES)[number];

/** What the operator says beforehand; the rest is asked, stays as it is stored, or has a default. */
export interface SetupWishes {
  /** Name of the firewall in the configuration file. */
  readonly name?: string;
  readonly url?: string;
  /** An apikey.txt; `-` for its text on stdin. */
  readonly keyFile?: string;
  /** Program and arguments that print the secret, or an apikey.txt. */
  readonly secretCommand?: readonly string[];
  /** The key that belongs to the secret of the command. */
  readonly key?: string;
  readonly store?: Store;
  /** A fingerprint, or `presented` for that of whatever certificate the firewall shows. */
  readonly pin?: string;
  readonly caFile?: string;
  readonly toolsets?: readonly string[];
  /** Domains, `all` or `none`. */
  readonly writes?: readonly string[];
  /** Hosts to configure, or `none`. */
  readonly hosts?: readonly string[];
  /** True for the hosts' files in the current folder. */
  readonly project: boolean;
  /** True to take the place of a host's entry that setup did not make. */
  readonly replace: boolean;
  /** True to make it the firewall that calls mean which name none. */
  readonly isDefault: boolean;
  /** True when nobody is to be asked. */
  readonly yes: boolean;
  /** True to show what would be written, and write nothing. */
  readonly dryRun: boolean;
  /** True to print the hosts' configuration instead of writing it. */
  readonly print: boolean;
}
