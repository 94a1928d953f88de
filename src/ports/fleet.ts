import { type OpenChange } from './change-control';
import { type FirewallApi } from './firewall-api';
import { type ConfigValue, type FirewallConfig } from './firewall-config';
import { type InjectionToken } from './token';

/** A configuration that was saved for later ones to be compared with; without secrets. */
export interface Baseline {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly config: ConfigValue;
}

/** The saved configurations of one firewall. */
export interface Baselines {
  /** Replaces one of that name; rejects with OPN_CONFIG when it cannot be kept, or there are too many. */
  save(name: string, baseline: Baseline): Promise<void>;
  load(name: string): Promise<Baseline | undefined>;
  /** In alphabetical order. */
  names(): Promise<readonly string[]>;
}

/** One of the firewalls of this server. What asks it makes its connection on first use. */
export interface FleetFirewall {
  readonly name: string;
  /** Its host, without credentials. */
  readonly host: string;
  /** True for the one that a call means which names none. */
  readonly isDefault: boolean;
  /** What may be changed on it, in words. */
  readonly writes: string;
  /** The other one of its high-availability pair, by name. */
  readonly haPeer: string | undefined;
  /** False for a tool that the operator does not want for this firewall. */
  lists(tool: string): boolean;
  readonly api: FirewallApi;
  readonly config: FirewallConfig;
  readonly baselines: Baselines;
  /** Resolves once a connection is possible; absent where one always is. */
  connect?(signal: AbortSignal): Promise<void>;
  /** The change that waits for its confirmation; nothing is asked of the firewall. */
  pending(): Promise<OpenChange | undefined>;
}

/** The firewalls of this server, in the operator's order. */
export interface Fleet {
  firewalls(): readonly FleetFirewall[];
}
/** Injects the firewalls of this server; only tools about several get it. */
export const Fleet: InjectionToken<Fleet> = Symbol.for('opnsense-mcp/Fleet');
