import { type ValueDifference } from './change-control';
import { type InjectionToken } from './token';

/** One saved configuration in the firewall's history, which keeps as many as its settings say (60 unless changed). */
export interface SavedEntry {
  /** `config-SECONDS.FRACTION.xml` */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly saved: string;
  /** Who saved it and from where, such as `root@192.0.2.10`. */
  readonly user: string;
  /** What they did, in the firewall's words. */
  readonly description: string;
}

/** One item, or one part of a section, that two saved configurations hold differently. */
export interface ItemDifference {
  /** Dotted path of what holds it, such as `OPNsense.Firewall.Filter.rules.rule`. */
  readonly section: string;
  /** Its uuid; absent where items have none. */
  readonly uuid?: string | undefined;
  /** What people call it: its description or name, where it has one. */
  readonly name?: string | undefined;
  readonly change: 'added' | 'removed' | 'changed';
  /** The values below it, by their dotted path; secrets replaced. */
  readonly values: readonly ValueDifference[];
}

/** The configurations that the firewall has kept. */
export interface ConfigurationHistory {
  /** Newest first; the first one is what is saved now. Rejects with OPN_FORBIDDEN for a key without the privilege. */
  entries(): Promise<readonly SavedEntry[]>;
  /** What the second of two of the entries holds otherwise than the first. */
  differences(from: SavedEntry, to: SavedEntry): Promise<readonly ItemDifference[]>;
}
/** Injects the firewall's configuration history. */
export const ConfigurationHistory: InjectionToken<ConfigurationHistory> = Symbol.for('opnsense-mcp/ConfigurationHistory');
