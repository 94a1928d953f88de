/** One end of a rule, as the configuration names it. */
export interface PfEnd {
  /** Addresses, aliases, interfaces, tables; any when empty. */
  readonly hosts: readonly string[];
  readonly not: boolean;
  /** A port, a range (`8000-8010`), a service, an alias; any when empty. */
  readonly port: string;
}

/** A filter rule in the order pf has it. */
export interface PfRule {
  readonly id: string;
  readonly description: string;
  readonly action: 'pass' | 'block' | 'reject';
  readonly quick: boolean;
  readonly direction: 'in' | 'out' | 'any';
  /** Interfaces or groups; all when empty. */
  readonly interfaces: readonly string[];
  readonly isInterfaceNegated: boolean;
  readonly family: 'inet' | 'inet6' | 'inet46';
  /** Lower case; empty for any. */
  readonly protocol: string;
  readonly source: PfEnd;
  readonly destination: PfEnd;
  /** TCP flags that must be set, out of those that are looked at; undefined when that does not matter. */
  readonly flags?: { readonly set: readonly string[]; readonly of: readonly string[] };
  /** False when connections it lets in are not remembered. */
  readonly keepsState: boolean;
  readonly allowsOptions: boolean;
  /** Only for packets with this mark. */
  readonly tagged: string;
  /** The schedule by which it runs; empty for always. */
  readonly schedule: string;
}
