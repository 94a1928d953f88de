import { type WantedTools } from '../../core';
import { type LogLevel } from '../../ports';
import { type Credentials } from '../opnsense-api';
import { type TlsTrust } from '../opnsense-http';
import { type WantedPlugins } from '../plugin-sources/npm-source';
import { type OperatorConsent } from '../policy/operator-policy';

/** What the operator's environment says. */
export interface Settings {
  /** The firewall to talk to; undefined only for the in-memory one. */
  readonly connection: ConnectionSettings | undefined;
  readonly consent: OperatorConsent;
  readonly logLevel: LogLevel;
  /** Which tools are listed; every tool when absent. */
  readonly wanted?: WantedTools;
  /** Seconds in which a change has to be confirmed, 30 to 600. */
  readonly confirmSeconds: number;
  /** The folder for the record of changes, without that of the single firewall. */
  readonly stateFolder: string;
  /** The operator's file of accepted findings. */
  readonly acceptedFindings?: string;
  /** Plugins from outside that the operator named. */
  readonly plugins: WantedPlugins;
  /** What is odd but does not keep the server from starting; for the log. */
  readonly warnings: readonly string[];
}

/** How to reach the firewall and as whom. */
export interface ConnectionSettings {
  /** Scheme, host and port, such as `https://192.0.2.1:8443`. */
  readonly origin: string;
  readonly credentials: Credentials;
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
  'OPNSENSE_TOOLSETS',
  'OPNSENSE_TOOLS',
  'OPNSENSE_EXCLUDE_TOOLS',
  'OPNSENSE_LOG_LEVEL',
  'OPNSENSE_CONFIRM_SECONDS',
  'OPNSENSE_STATE_DIR',
  'OPNSENSE_ACCEPTED_FINDINGS',
  'OPNSENSE_PLUGINS',
  'OPNSENSE_CONFIG',
] as const;

/** The name of a variable this server reads. */
export type Variable = (typeof VARIABLES)[number];
