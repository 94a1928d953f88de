import { isIpv6, isWithin } from './addresses';
import { Aliases, portMatches } from './aliases';
import { all, any, type Certainty, not, sure } from './certainty';
import { type FilterConfiguration, fieldsOf, isSet, listOf, textOf } from './configuration';
import { type FilterRule, filterRules, legacyEnd, protocolOf, type RuleEnd } from './filter-rule';
import { NetworkInterfaces } from './network-interfaces';

/** A packet that opens a connection, as it comes in or goes out. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  /** Lower case: `tcp`, `udp`, `icmp` … */
  readonly protocol: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Name of the interface: `lan`. */
  readonly interface: string;
  readonly direction: 'in' | 'out';
  /** True when the destination is one of the firewall's own addresses. */
  readonly toFirewall: boolean;
}

/** A rule that matches, or may match. */
export interface Candidate {
  readonly rule: FilterRule;
  readonly matches: Exclude<Certainty, 'no'>;
}

/** What the rules make of a packet. */
export interface Decision {
  /** `unknown` when rules of which nobody knows whether they match would decide otherwise. */
  readonly action: 'pass' | 'block' | 'unknown';
  /** The rule that decides; undefined for the default, which blocks. */
  readonly rule: FilterRule | undefined;
  /** The rules that match or may match, in pf's order, up to the one that ends the search. */
  readonly candidates: readonly Candidate[];
}

/** A port forward that takes, or may take, a packet. */
export interface Redirect {
  readonly description: string;
  readonly target: string;
  readonly matches: Exclude<Certainty, 'no'>;
}

/** The operator's rules of one configuration, as pf would judge packets with them. Automatic rules are the caller's matter. */
export class PacketFilter {
  readonly interfaces: NetworkInterfaces;
  readonly aliases: Aliases;
  readonly rules: readonly FilterRule[];

  constructor(private readonly configuration: FilterConfiguration) {
    this.interfaces = new NetworkInterfaces(configuration);
    this.aliases = new Aliases(configuration.models);
    this.rules = filterRules(configuration, this.interfaces);
  }

  /** Judges a packet: the first quick rule that matches, else the last that matches, else the default. */
  decide(packet: Packet): Decision {
    const candidates: Candidate[] = [];
    for (const rule of this.rules) {
      const matches = this.matches(rule, packet);
      if (matches === 'no') continue;
      candidates.push({ rule, matches });
      if (rule.quick && matches === 'yes') break;
    }
    const outcomes = new Set(possibleOutcomes(candidates));
    const [only] = outcomes;
    const rule = deciding(candidates);
    return { action: outcomes.size === 1 ? (only ?? 'block') : 'unknown', rule, candidates };
  }

  /** The first port forward that takes the packet, and those before it that may. */
  redirects(packet: Packet): Redirect[] {
    const found: Redirect[] = [];
    for (const forward of listOf(fieldsOf(this.configuration.nat)['rule'])) {
      if (isSet(forward, 'disabled') && textOf(forward, 'disabled') !== '0') continue;
      const names = textOf(forward, 'interface').split(',').filter(name => name !== '');
      const parts = [
        this.onInterface(names, packet.interface),
        protocolMatches(protocolOf(textOf(forward, 'protocol')), packet.protocol),
        this.endMatches(legacyEnd(fieldsOf(forward['source'])), packet.source, packet.sourcePort, packet, false),
        this.endMatches(legacyEnd(fieldsOf(forward['destination'])), packet.destination, packet.destinationPort, packet, packet.toFirewall),
      ];
      const matches = all(parts);
      if (matches === 'no') continue;
      if (isSet(forward, 'nordr') && textOf(forward, 'nordr') !== '0') {
        if (matches === 'yes') break;
        continue;
      }
      found.push({ description: textOf(forward, 'descr') || textOf(forward, 'description'), target: textOf(forward, 'target'), matches });
      if (matches === 'yes') break;
    }
    return found;
  }

  private matches(rule: FilterRule, packet: Packet): Certainty {
    const onInterface = this.onInterface(rule.interfaces, packet.interface);
    return all([
      rule.notInterfaces ? not(onInterface) : onInterface,
      sure(rule.direction === 'any' || rule.direction === packet.direction),
      sure(rule.family === 'inet46' || (rule.family === 'inet6') === isIpv6(packet.destination)),
      protocolMatches(rule.protocol, packet.protocol),
      this.endMatches(rule.source, packet.source, packet.sourcePort, packet, false),
      this.endMatches(rule.destination, packet.destination, packet.destinationPort, packet, packet.toFirewall),
      rule.schedule === '' ? 'yes' : 'maybe',
    ]);
  }

  private onInterface(names: readonly string[], name: string): Certainty {
    return sure(names.length === 0 || this.interfaces.namesOf(name).some(each => names.includes(each)));
  }

  private endMatches(end: RuleEnd, address: string, port: number | undefined, packet: Packet, isFirewall: boolean): Certainty {
    const nets = end.nets.length === 0 ? 'yes' : any(end.nets.map(net => this.netContains(net, address, packet, isFirewall)));
    const ports = end.port === '' ? 'yes' : port === undefined ? 'maybe' : this.aliases.has(end.port) ? this.aliases.containsPort(end.port, port) : portMatches(end.port, port);
    return all([end.negated ? not(nets) : nets, ports]);
  }

  private netContains(net: string, address: string, packet: Packet, isFirewall: boolean): Certainty {
    if (net === '(self)') return isFirewall ? 'yes' : any(this.interfaces.list.flatMap(({ addresses }) => addresses.map(own => sure(isWithin(address, own.split('/', 1)[0] ?? '') === true))));
    const within = isWithin(address, net);
    if (within !== undefined) return sure(within);
    if (this.aliases.has(net)) return this.aliases.containsAddress(net, address);
    const own = /^(.+?)(ip)?$/.exec(net);
    const found = this.interfaces.named(net) ?? (own?.[2] === undefined ? undefined : this.interfaces.named(own[1] ?? ''));
    if (found === undefined) return 'maybe';
    const isAddress = this.interfaces.named(net) === undefined;
    const known = any(found.addresses.map(each => sure(isWithin(address, isAddress ? (each.split('/', 1)[0] ?? '') : each) === true)));
    if (known === 'yes') return 'yes';
    if (found.isDynamic) return isFirewall && packet.interface === found.name && isAddress ? 'yes' : 'maybe';
    return 'no';
  }
}

function protocolMatches(wanted: string, protocol: string): Certainty {
  return sure(wanted === '' || wanted === protocol || (wanted === 'tcp/udp' && (protocol === 'tcp' || protocol === 'udp')));
}

/** Every action that could come out, each uncertain rule taken as matching or not. */
function possibleOutcomes(candidates: readonly Candidate[]): ('pass' | 'block')[] {
  const outcomes: ('pass' | 'block')[] = [];
  // What the non-quick rules so far may have left standing.
  let standing = new Set<'pass' | 'block'>(['block']);
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

