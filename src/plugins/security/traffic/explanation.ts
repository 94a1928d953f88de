import { type Decision, type FilterRule, isWithin, type Packet, type PacketFilter, type Translation } from '../../../core/packet-filter';
import { type PfState } from '../../../core/pf-states';
import { doubtOf, nameOf, nearMisses } from './rule-words';
import { step, toDecidingRule, type TrafficStep, type Verdict } from './traffic-step';

/** What becomes of a packet, step by step. */
export interface Explanation {
  readonly verdict: Verdict;
  /** One sentence: what decides. */
  readonly reason: string;
  readonly steps: readonly TrafficStep[];
  /** What could not be known, and would have to be to be certain. */
  readonly unknown: readonly string[];
  /** The rule that decides; undefined when none does. */
  readonly rule: FilterRule | undefined;
  /** The packet as the last rules saw it, after NAT. */
  readonly packet: Packet;
}

/** The firewall as far as it is known. */
export interface KnownFirewall {
  readonly filter: PacketFilter;
  /** True when pf is switched off. */
  readonly isOff: boolean;
  /** States of the same ends; undefined when they could not be read. */
  readonly states: readonly PfState[] | undefined;
}

const NOT_ROUTED = ['224.0.0.0/4', '255.255.255.255', 'ff00::/8', '169.254.0.0/16', 'fe80::/10'];

/** Follows a packet that opens a connection through the firewall, in pf's order. */
export function explain(known: KnownFirewall, packet: Packet): Explanation {
  const { filter, isOff } = known;
  if (isOff) return { verdict: 'pass', reason: 'The packet filter is switched off.', steps: [], unknown: [], rule: undefined, packet };
  const walk = new Walk(filter, packet);
  walk.states(known.states);
  if (packet.direction === 'in') {
    walk.destinationNat();
    walk.rules('rules in');
  }
  if (walk.goesOn) walk.goOut();
  return walk.explanation();
}

/** A packet on its way. */
class Walk {
  private readonly steps: TrafficStep[] = [];
  private readonly unknown: string[] = [];
  private verdict: Verdict = 'pass';
  private reason = '';
  private decisive: FilterRule | undefined;
  private skipsRules = false;
  private ended = false;

  constructor(
    private readonly filter: PacketFilter,
    private packet: Packet,
  ) {}

  /** False once something decided, or could not be known. */
  get goesOn(): boolean {
    return this.verdict === 'pass' && !this.ended;
  }

  explanation(): Explanation {
    return { verdict: this.verdict, reason: this.reason, steps: this.steps, unknown: [...new Set(this.unknown)], rule: this.decisive, packet: this.packet };
  }

  states(states: readonly PfState[] | undefined): void {
    if (states === undefined) {
      this.unknown.push('Whether the connection has a state already: packets of one pass without being asked about rules.');
      return;
    }
    const [first] = states;
    if (first === undefined) return;
    const others = states.length > 1 ? `, and ${String(states.length - 1)} more` : '';
    this.steps.push(step({
      stage: 'state', on: first.interface, result: 'packets of known connections pass',
      why: `pf holds a state ${first.source}:${String(first.source_port ?? '')} to ${first.destination}:${String(first.destination_port ?? '')} (${first.state}, let in by "${first.rule ?? 'a rule that is gone'}")${others}; rules are asked for new connections only. What follows is about a new one.`,
    }));
  }

  destinationNat(): void {
    const found = this.filter.nat.redirects(this.packet);
    const sure = this.sureOf(found);
    if (sure === undefined) return;
    const why = `The ${sure.kind} ${nameOf(sure)} takes it.`;
    if (!sure.translates) {
      this.steps.push(step({ stage: 'destination NAT', on: this.label(), result: 'left alone', why: sure.kind === 'anti-lockout' ? 'The anti-lockout rule keeps port forwards off the ports of web GUI and SSH.' : why }));
      return;
    }
    this.steps.push(step({ stage: 'destination NAT', on: this.label(), result: `destination becomes ${ends(sure)}${sure.passes ? ', and the rules are skipped' : ''}`, why }));
    if (sure.address === undefined) {
      this.unknown.push(`Which address the ${sure.kind} ${nameOf(sure)} sends it to: ${sure.target}.`);
      if (!sure.passes) this.end('unknown', `The ${sure.kind} ${nameOf(sure)} sends it to ${sure.target}, and which address that is shows only on the firewall.`);
      else this.end('pass', `The ${sure.kind} ${nameOf(sure)} passes it without asking the rules.`);
      return;
    }
    const { destinationPort: _old, ...rest } = this.packet;
    this.packet = { ...rest, destination: sure.address, toFirewall: this.filter.interfaces.isOwn(sure.address), ...(sure.port === undefined ? {} : { destinationPort: sure.port }) };
    this.skipsRules = sure.passes;
    if (sure.passes) this.reason = `The ${sure.kind} ${nameOf(sure)} passes it without asking the rules.`;
  }

  rules(stage: 'rules in' | 'rules out'): void {
    if (this.ended || (stage === 'rules in' && this.skipsRules)) return;
    if (this.packet.interface === 'lo0') return this.end('pass', 'The packet filter leaves the loopback interface alone.');
    const decision = this.decide();
    const { rule } = decision;
    const action = verdictOf(decision);
    if (action === 'unknown') {
      const doubts = decision.candidates.filter(({ matches }) => matches === 'maybe').map(each => doubtOf(this.filter, each.rule, this.packet));
      this.unknown.push(...doubts);
      this.steps.push(step({ stage, on: this.label(), result: 'unknown', why: doubts.join(' ') }));
      return this.end('unknown', `What cannot be known from here decides: ${doubts[0] ?? ''}`);
    }
    const why = whyOf(decision);
    const misses = nearMisses(this.filter, this.packet, action === 'pass' ? 'pass' : 'block');
    this.steps.push(step({ stage, on: this.label(), result: action, why, ...(rule === undefined ? {} : { rule: toDecidingRule(rule) }), ...(action === 'pass' || misses.length === 0 ? {} : { near_misses: misses }) }));
    // The rule that lets it in is of more interest than the one that lets everything out.
    if (stage === 'rules in' || action !== 'pass' || this.reason === '') {
      this.decisive = rule;
      this.reason = `${stage === 'rules out' ? 'Going out: ' : ''}${why}`;
    }
    this.verdict = action;
  }

  /** Tables that OPNsense fills with attackers hold few addresses: where they decide, and cannot be read, the packet counts as not in them. */
  private decide(): Decision {
    const strict = this.filter.decide(this.packet);
    if (strict.action !== 'unknown') return strict;
    const assumed = strict.candidates.filter(({ rule, matches }) => matches === 'maybe' && isOfAttackers(rule));
    this.unknown.push(...assumed.map(({ rule }) => `${doubtOf(this.filter, rule, this.packet)} It is taken as not matching.`));
    return this.filter.decide(this.packet, isOfAttackers);
  }

  goOut(): void {
    if (this.packet.toFirewall) {
      this.steps.push(step({ stage: 'route', result: 'stays here', why: `${this.packet.destination} is an address of the firewall itself.` }));
      return;
    }
    if (NOT_ROUTED.some(net => isWithin(this.packet.destination, net) === true)) {
      this.steps.push(step({ stage: 'route', result: 'is not routed', why: `${this.packet.destination} is for the local network only.` }));
      return;
    }
    const leaving = this.leave();
    if (leaving === undefined) return;
    this.packet = { ...this.packet, interface: leaving, direction: 'out' };
    this.sourceNat();
    this.rules('rules out');
  }

  /** The interface that the packet leaves by; undefined when it does not. */
  private leave(): string | undefined {
    if (this.packet.direction === 'out') return this.packet.interface;
    const gateway = this.decisive?.gateway ?? '';
    const chosen = gateway === '' ? undefined : this.filter.routes.gateway(gateway);
    if (gateway !== '' && chosen === undefined) {
      const what = this.filter.routes.isGroup(gateway) ? `${gateway} is a group of gateways; which of them is used depends on how they are` : `where the gateway ${gateway} is shows only on the firewall`;
      this.unknown.push(`Which way it leaves: ${what}.`);
      this.steps.push(step({ stage: 'route', result: `leaves through ${gateway}`, why: `${nameOf(this.decisive ?? { id: '', description: '' })} sends it there, whatever the routing table says; ${what}.` }));
      return undefined;
    }
    if (chosen !== undefined) {
      const on = this.filter.interfaces.named(chosen.interface)?.label ?? chosen.interface;
      this.steps.push(step({ stage: 'route', on, result: `leaves through ${gateway}${chosen.address === '' ? '' : ` (${chosen.address})`}`, why: `${nameOf(this.decisive ?? { id: '', description: '' })} sends it there, whatever the routing table says.` }));
      return chosen.interface;
    }
    const route = this.filter.routes.to(this.packet.destination);
    if (route?.interface === undefined) {
      this.unknown.push(`Which way it leaves: ${route === undefined ? 'no route is known to' : `the route ${route.network} leads to no interface that rules know, for`} ${this.packet.destination}.`);
      this.steps.push(step({ stage: 'route', result: route?.kind === 'nowhere' ? 'thrown away' : 'unknown', why: route === undefined ? `No route to ${this.packet.destination} is known.` : `The route ${route.network} leads to ${route.gateway || 'no interface that rules know'}.` }));
      if (route?.kind === 'nowhere') this.end('block', `The static route ${route.network} leads nowhere (${route.gateway}).`);
      return undefined;
    }
    const by = route.kind === 'connected' ? `${route.network} is connected.` : `The ${route.kind === 'default' ? 'default route' : `route ${route.network}`} leads there${route.gateway === '' ? '' : ` through ${route.gateway}`}.`;
    this.steps.push(step({ stage: 'route', on: route.interface.label, result: `leaves by ${route.interface.label}`, why: by }));
    return route.interface.name;
  }

  private sourceNat(): void {
    const sure = this.sureOf(this.filter.nat.sources(this.packet));
    if (sure === undefined) return;
    const result = !sure.translates ? 'source stays' : `source becomes ${sure.address ?? sure.target}`;
    this.steps.push(step({ stage: 'source NAT', on: this.label(), result, why: `The ${sure.kind} rule ${nameOf(sure)} takes it.` }));
    if (sure.translates && sure.address !== undefined) this.packet = { ...this.packet, source: sure.address };
    else if (sure.translates) this.unknown.push(`Which address the source becomes: ${sure.target}.`);
  }

  /** The translation that is certain; one before it that is not leaves everything open. */
  private sureOf(found: readonly Translation[]): Translation | undefined {
    const open = found.filter(({ matches }) => matches === 'maybe');
    this.unknown.push(...open.map(each => `Whether the ${each.kind} rule ${nameOf(each)} takes it: what it is for shows only on the firewall.`));
    const [first] = open;
    if (first !== undefined) this.end('unknown', `The ${first.kind} rule ${nameOf(first)} may take it, and whether it does shows only on the firewall.`);
    return first === undefined ? found.at(-1) : undefined;
  }

  private end(verdict: Verdict, reason: string): void {
    this.verdict = verdict;
    this.reason = reason;
    this.ended = true;
  }

  private label(): string {
    return this.filter.interfaces.named(this.packet.interface)?.label ?? this.packet.interface;
  }
}

function isOfAttackers({ origin, action, source, destination }: FilterRule): boolean {
  return origin === 'automatic' && action === 'block' && (source.nets.length > 0 || destination.nets.length > 0);
}

function verdictOf({ action, rule }: Decision): Verdict {
  return action === 'block' && rule?.action === 'reject' ? 'reject' : action;
}

function whyOf({ action, rule, candidates }: Decision): string {
  if (rule === undefined) return action === 'pass' ? 'No rule matches, and what no rule matches passes.' : 'No rule passes it, so the default blocks it.';
  const how = rule.quick ? 'the first quick rule that matches' : candidates.length > 1 ? 'the last rule that matches, and no quick one does' : 'the only rule that matches';
  const what = rule.action === 'pass' ? 'passes' : rule.action === 'block' ? 'blocks' : 'rejects';
  const open = candidates.find(({ matches }) => matches === 'maybe');
  return `${nameOf(rule)} ${what} it: ${how}${open === undefined ? '' : `; ${nameOf(open.rule)}, of which it shows only on the firewall whether it matches, would do the same`}.`;
}

function ends({ address, target, port }: Translation): string {
  const shown = address ?? target;
  return port === undefined ? shown : shown.includes(':') ? `[${shown}]:${String(port)}` : `${shown}:${String(port)}`;
}
