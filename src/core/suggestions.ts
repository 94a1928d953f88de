import { type AuditHistory, type ChangeControl, type FirewallApi, type FirewallConfig, type ReadEndpoint } from '../ports';

/** A value that may be given, and what people call it. */
export interface Suggestion {
  readonly value: string;
  readonly label?: string;
}

/** What suggestions are read from. */
export interface SuggestionSource {
  readonly firewall: FirewallApi;
  readonly config: FirewallConfig;
  readonly changes: Pick<ChangeControl, 'past'>;
  /** None for plugins from outside. */
  readonly audits: Pick<AuditHistory, 'list'>;
}

/** The values that a field may have on this firewall, for hosts to complete what a person types. */
export interface Suggestions {
  /** What they are: 'interfaces'. */
  readonly name: string;
  /** Every endpoint it calls. */
  readonly uses: readonly ReadEndpoint[];
  /** Read at most every half minute; where it rejects, nothing is suggested. */
  list(source: SuggestionSource): Promise<readonly Suggestion[]>;
}

/** Those that fit what was typed: values that begin with it first, then those that have it in value or label; each once. */
export function fitting(all: readonly Suggestion[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const has = (text: string | undefined, at: (index: number) => boolean): boolean => text !== undefined && at(text.toLowerCase().indexOf(wanted));
  const begin = all.filter(({ value }) => has(value, index => index === 0));
  const contain = all.filter(({ value, label }) => has(value, index => index >= 0) || has(label, index => index >= 0));
  return [...new Set([...begin, ...contain].map(({ value }) => value))];
}
