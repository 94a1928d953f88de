import { type Release } from '../../ports';
import { Aliases, type TableContents } from './aliases';
import { antiLockout } from './anti-lockout';
import { type Certainty } from './certainty';
import { type FilterConfiguration } from './configuration';
import { type FilterRule, filterRules, inOrder } from './filter-rule';
import { Nat } from './nat';
import { type LiveAddresses, NetworkInterfaces } from './network-interfaces';
import { type Packet } from './packet';
import { type LiveRoute, Routes } from './routes';
import { RuleMatcher } from './rule-matcher';
import { type LocalTime, Schedules } from './schedules';
import { portRange, type PortRange } from './service-ports';

/** A rule that matches, or may match. */
export interface Candidate {
  readonly rule: FilterRule;
  readonly matches: Exclude<Certainty, 'no'>;
}

/** What the rules make of a packet. */
export interface Decision {
  /** `unknown` when rules of which nobody knows whether they match would decide otherwise. */
  readonly action: 'pass' | 'block' | 'unknown';
  /** The rule that decides; undefined for the default. */
  readonly rule: FilterRule | undefined;
  /** The rules that match or may match, in pf's order, up to the one that ends the search. */
  readonly candidates: readonly Candidate[];
}

/** What is known beside the configuration; without it, what depends on it is uncertain. */
export interface Knowledge {
  /** Without it the configuration counts as one of the newest release. */
  readonly release?: Release | undefined;
  /** OPNsense's own rules; without them they are the caller's matter, and what no rule matches is blocked. */
  readonly automatic?: (interfaces: NetworkInterfaces) => readonly FilterRule[];
  readonly time?: LocalTime;
  readonly tables?: TableContents;
  readonly addresses?: LiveAddresses;
  readonly routes?: readonly LiveRoute[];
}

/** The rules of one configuration, as pf would judge packets with them. */
export class PacketFilter {
  readonly interfaces: NetworkInterfaces;
  readonly aliases: Aliases;
  readonly schedules: Schedules;
  readonly routes: Routes;
  readonly nat: Nat;
  readonly matcher: RuleMatcher;
  /** The rules that are on, in pf's order. */
  readonly rules: readonly FilterRule[];
  /** The operator's rules that are off. */
  readonly disabled: readonly FilterRule[];
  private readonly byDefault: 'pass' | 'block';
  private readonly crossed = new Map<string, readonly FilterRule[]>();

  constructor(configuration: FilterConfiguration, { release, automatic, time, tables, addresses, routes }: Knowledge = {}) {
    this.interfaces = new NetworkInterfaces(configuration, addresses);
    this.aliases = new Aliases(configuration.models, tables);
    this.schedules = new Schedules(configuration.schedules);
    this.routes = new Routes(configuration, this.interfaces, routes);
    const own = filterRules(configuration, this.interfaces, release);
    this.rules = inOrder([...(automatic?.(this.interfaces) ?? []), ...own].filter(({ enabled }) => enabled));
    this.disabled = own.filter(({ enabled }) => !enabled);
    // The rule that denies by default is one of OPNsense's own; pf itself lets pass what no rule matches.
    this.byDefault = automatic === undefined ? 'block' : 'pass';
    const tags = new Set(this.rules.flatMap(({ furtherEffects }) => /(?:^|, )tag ([^,]+)/.exec(furtherEffects)?.[1] ?? []));
    this.matcher = new RuleMatcher(this.interfaces, this.aliases, this.schedules, time, tags);
    this.nat = new Nat(configuration, this.interfaces, this.aliases, this.matcher, antiLockout(configuration, this.interfaces));
  }

  /** The ports that a rule's port, range or alias means; `unknown` when some only show on the firewall. */
  portsOf(port: string): { readonly ranges: readonly PortRange[]; readonly unknown: boolean } {
    if (this.aliases.has(port)) {
      const { ports, unknown } = this.aliases.content(port);
      return { ranges: ports, unknown: unknown.length > 0 };
    }
    const range = portRange(port);
    return { ranges: range === undefined ? [] : [range], unknown: range === undefined };
  }

  /** Judges a packet: the first quick rule that matches, else the last that matches, else the default. Rules that are uncertain, and `leaveOut` accepts, count as not matching. */
  decide(packet: Packet, leaveOut: (rule: FilterRule) => boolean = () => false): Decision {
    const candidates: Candidate[] = [];
    for (const rule of this.rulesOn(packet)) {
      const matches = this.matcher.matches(rule, packet);
      if (matches === 'no' || (matches === 'maybe' && leaveOut(rule))) continue;
      candidates.push({ rule, matches });
      if (rule.quick && matches === 'yes') break;
    }
    const outcomes = new Set(possibleOutcomes(candidates, this.byDefault));
    const [only] = outcomes;
    return { action: outcomes.size === 1 ? (only ?? this.byDefault) : 'unknown', rule: deciding(candidates), candidates };
  }

  /** The rules for what crosses the packet's interface in its direction; worked out once for all packets that do. */
  private rulesOn({ interface: name, direction }: Packet): readonly FilterRule[] {
    const key = `${direction} ${name}`;
    const known = this.crossed.get(key) ?? this.rules.filter(rule => (rule.direction === 'any' || rule.direction === direction) && this.matcher.onInterface(rule.interfaces, rule.notInterfaces, name) !== 'no');
    this.crossed.set(key, known);
    return known;
  }
}

/** Every action that could come out, each uncertain rule taken as matching or not. */
function possibleOutcomes(candidates: readonly Candidate[], byDefault: 'pass' | 'block'): ('pass' | 'block')[] {
  const outcomes: ('pass' | 'block')[] = [];
  // What the non-quick rules so far may have left standing.
  let standing = new Set<'pass' | 'block'>([byDefault]);
  for (const { rule, matches } of candidates) {
    const action = rule.action === 'pass' ? 'pass' : 'block';
    if (rule.quick) {
      outcomes.push(action);
      if (matches === 'yes') return outcomes;
    } else standing = matches === 'yes' ? new Set([action]) : new Set([...standing, action]);
  }
  return [...outcomes, ...standing];
}

function deciding(candidates: readonly Candidate[]): FilterRule | undefined {
  const sureOnes = candidates.filter(({ matches }) => matches === 'yes');
  return (sureOnes.find(({ rule }) => rule.quick) ?? sureOnes.at(-1))?.rule;
}
