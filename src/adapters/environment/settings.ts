import { type WantedTools } from '../../core';
import { type LogLevel } from '../../ports';
import { type Credentials } from '../opnsense-api';
import { type TlsTrust } from '../opnsense-http';
import { type WantedPlugins } from '../plugin-sources/npm-source';
import { type OperatorConsent } from '../policy/operator-policy';
import { type SecretCommand } from './secret-command';

/** What the operator says of one firewall. */
export interface FirewallSettings {
  /** How to reach it; undefined only for the in-memory one. */
  readonly connection: ConnectionSettings | undefined;
  readonly consent: OperatorConsent;
  /** Which tools are listed; every tool when absent. */
  readonly wanted?: WantedTools;
  /** Seconds in which a change has to be confirmed, 30 to 600. */
  readonly confirmSeconds: number;
  /** The operator's file of accepted findings. */
  readonly acceptedFindings?: string;
  /** The folder for files with secrets, such as the configuration of a VPN peer. */
  readonly secretsFolder?: string;
}

/** A firewall of the configuration file. */
export interface Profile extends FirewallSettings {
  readonly name: string;
  readonly connection: ConnectionSettings;
  /** The other one of a high-availability pair, by name. */
  readonly haPeer?: string;
  /** A message with the places in the file instead of the variables that say the same for a single firewall. */
  readonly phrased: (text: string) => string;
}

/** What the operator's environment and configuration file say; of one firewall unless there are profiles of several. */
export interface Settings extends FirewallSettings {
  /** The firewalls of the configuration file; empty when the environment names the only one. The first is also what the settings themselves say. */
  readonly profiles: readonly Profile[];
  /** The firewall that a call means which names none. */
  readonly defaultFirewall?: string;
  readonly logLevel: LogLevel;
  /** The folder for the record of changes, without that of the single firewall. */
  readonly stateFolder: string;
  /** Plugins from outside that the operator named. */
  readonly plugins: WantedPlugins;
  /** What is odd but does not keep the server from starting; for the log. */
  readonly warnings: readonly string[];
}

/** How to reach the firewall and as whom. */
export interface ConnectionSettings {
  /** Scheme, host and port, such as `https://192.0.2.1:8443`. */
  readonly origin: string;
  readonly credentials: Credentials | SecretCommand;
  readonly trust: TlsTrust;
  readonly timeoutMs: number;
}

/** Variables as a process has them; blank ones count as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable this server reads. */
export const VARIABLES = [
  'OPNSENSE_URL',
  'OPNSENSE_API_KEY',
  'OPNSENSE_API_SECRET',
  'OPNSENSE_API_KEY_FILE',
  'OPNSENSE_CA_FILE',
  'OPNSENSE_TLS_FINGERPRINT',
  'OPNSENSE_VERIFY_SSL',
  'OPNSENSE_ALLOW_HTTP',
  'OPNSENSE_TIMEOUT_MS',
  'OPNSENSE_ALLOW_WRITES',
  'OPNSENSE_ALLOW_SENSITIVE',
  'OPNSENSE_ASK_BEFORE',
  'OPNSENSE_TOOLSETS',
  'OPNSENSE_TOOLS',
  'OPNSENSE_EXCLUDE_TOOLS',
  'OPNSENSE_LOG_LEVEL',
  'OPNSENSE_CONFIRM_SECONDS',
  'OPNSENSE_STATE_DIR',
  'OPNSENSE_ACCEPTED_FINDINGS',
  'OPNSENSE_SECRETS_DIR',
  'OPNSENSE_PLUGINS',
  'OPNSENSE_CONFIG',
  'OPNSENSE_FIREWALL',
] as const;

/** The name of a variable this server reads. */
export type Variable = (typeof VARIABLES)[number];
