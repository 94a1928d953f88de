import { addressNumber, addressOfNumber, addressRange, isIpv6, isWithin } from './addresses';
import { type Aliases } from './aliases';
import { type AntiLockout } from './anti-lockout';
import { all, any, type Certainty, sure } from './certainty';
import { at, type Fields, fieldsOf, type FilterConfiguration, isFilled, isOn, isSet, listOf, textOf } from './configuration';
import { hasPorts, legacyEnd, listIn, protocolOf, type RuleEnd } from './filter-rule';
import { type NetworkInterfaces } from './network-interfaces';
import { isOfIpv6, type Packet } from './packet';
import { type RuleMatcher } from './rule-matcher';
import { portRange } from './service-ports';

/** A rule of NAT that takes, or may take, a packet. */
export interface Translation {
  readonly kind: 'port forward' | 'one-to-one' | 'prefix translation' | 'outbound' | 'automatic outbound' | 'anti-lockout';
  /** Its uuid, or its place in the list. */
  readonly id: string;
  readonly description: string;
  /** Where it sends to, or what it puts in place of the source, as the rule names it. */
  readonly target: string;
  readonly matches: Exclude<Certainty, 'no'>;
  /** False for a rule that says that packets are to be left alone. */
  readonly translates: boolean;
  /** True when the filter rules are skipped then. */
  readonly passes: boolean;
  /** The address in the packet afterwards; undefined when it is one of several, or only known on the firewall. */
  readonly address: string | undefined;
  /** The destination port afterwards. */
  readonly port: number | undefined;
}

/** A rule of network address translation that is on. */
export interface NatRule {
  readonly kind: Translation['kind'];
  readonly id: string;
  readonly description: string;
  readonly interfaces: readonly string[];
  readonly notInterfaces: boolean;
  /** True when it also takes what comes in from inside. */
  readonly reflects: boolean;
  readonly family: string;
  readonly protocol: string;
  readonly source: RuleEnd;
  readonly destination: RuleEnd;
  readonly target: string;
  readonly localPort: string;
  readonly translates: boolean;
  readonly passes: boolean;
}

/** Addresses inside that stand for as many outside, whatever the port. */
export interface Mapping {
  readonly kind: 'one-to-one' | 'prefix translation';
  readonly id: string;
  readonly description: string;
  readonly interfaces: readonly string[];
  readonly inside: string;
  /** Undefined when only the firewall knows it. */
  readonly outside: string | undefined;
  /** The outside as the rule names it. */
  readonly target: string;
  /** What it is for of the inside, and at the other end of connections. */
  readonly own: RuleEnd;
  readonly peer: RuleEnd;
  /** False when it counts for what goes out only. */
  readonly bothWays: boolean;
}

/** A port forward that is on. */
export interface PortForward extends NatRule {
  /** True when OPNsense itself makes a filter rule for it. */
  readonly registersRule: boolean;
}

const ANY: RuleEnd = { nets: [], negated: false, port: '' };
const LOOPBACK = '127.0.0.0/8';

/** The rules of network address translation of one configuration. */
export class Nat {
  /** The port forwards that are on, in pf's order. */
  readonly forwards: readonly PortForward[];
  /** The one-to-one rules and prefix translations that are on, in pf's order. */
  readonly mappings: readonly Mapping[];
  private readonly outbound: readonly NatRule[];

  constructor(
    private readonly configuration: FilterConfiguration,
    private readonly interfaces: NetworkInterfaces,
    private readonly aliases: Aliases,
    private readonly matcher: RuleMatcher,
    private readonly lockout: AntiLockout | undefined,
  ) {
    this.forwards = this.portForwards();
    this.mappings = [...this.prefixTranslations(), ...this.oneToOneMappings()];
    this.outbound = this.outboundRules();
  }

  /** What may happen to the destination of a packet that comes in: translations up to the first that takes it for certain. */
  redirects(packet: Packet): Translation[] {
    if (this.isProtected(packet)) return [{ kind: 'anti-lockout', id: '', description: 'anti-lockout: no redirection of the ports of web GUI and SSH', target: '', matches: 'yes', translates: false, passes: false, address: undefined, port: undefined }];
    return upToCertain([...this.forwards.map(rule => () => this.forwarded(rule, packet)), ...this.mappings.filter(({ bothWays }) => bothWays).map(mapping => () => this.mappedIn(mapping, packet))]);
  }

  /** What may happen to the source of a packet that goes out: translations up to the first that takes it for certain. */
  sources(packet: Packet): Translation[] {
    return upToCertain([
      ...this.mappings.filter(({ bothWays }) => bothWays).map(mapping => () => this.mappedOut(mapping, packet)),
      ...this.outbound.map(rule => () => this.hidden(rule, packet)),
      ...this.mappings.filter(({ bothWays }) => !bothWays).map(mapping => () => this.mappedOut(mapping, packet)),
    ]);
  }

  private isProtected({ interface: name, destination, destinationPort, protocol }: Packet): boolean {
    if (this.lockout?.interface !== name || protocol !== 'tcp' || destinationPort === undefined) return false;
    const own = this.interfaces.named(name)?.addresses ?? [];
    return this.lockout.ports.includes(destinationPort) && own.some(each => isWithin(destination, each.split('/', 1)[0] ?? '') === true);
  }

  private portForwards(): PortForward[] {
    const byDefault = isFilled(fieldsOf(this.configuration.system), 'disablenatreflection') ? 'disable' : 'enable';
    const rules = listOf(fieldsOf(this.configuration.nat)['rule']).map((rule, index) => [rule, index] as const).filter(([rule]) => !isFilled(rule, 'disabled'));
    return rules.map(([rule, index]): PortForward & { readonly sequence: number } => {
      const protocol = protocolOf(textOf(rule, 'protocol'));
      const pass = textOf(rule, 'pass') || textOf(rule, 'associated-rule-id');
      return {
        kind: 'port forward', id: textOf(rule, '@uuid') || `port forward ${String(index + 1)}`, description: textOf(rule, 'descr') || textOf(rule, 'description'), interfaces: listIn(textOf(rule, 'interface')), notInterfaces: false,
        reflects: ['enable', 'purenat'].includes(textOf(rule, 'natreflection') || byDefault), family: textOf(rule, 'ipprotocol'), protocol, source: legacyEnd(fieldsOf(rule['source']), protocol),
        destination: legacyEnd(fieldsOf(rule['destination']), protocol), target: textOf(rule, 'target'), localPort: textOf(rule, 'local-port'), translates: !isFilled(rule, 'nordr'), passes: pass === 'pass' || pass === '1', registersRule: pass === 'rule',
        sequence: Number(textOf(rule, 'sequence')) || 0,
      };
    }).sort((left, right) => left.sequence - right.sequence);
  }

  private forwarded(rule: NatRule, packet: Packet): Translation | undefined {
    const inside = this.interfaces.named(packet.interface);
    const reflected = rule.reflects && rule.translates && inside !== undefined && !inside.hasGateway && packet.interface !== 'lo0';
    const matches = all([any([this.matcher.onInterface(rule.interfaces, false, packet.interface), sure(reflected)]), this.ends(rule, packet)]);
    if (matches === 'no') return undefined;
    return { ...rule, matches, address: this.addressOf(rule.target, packet), port: this.portOf(rule, packet) };
  }

  private hidden(rule: NatRule, packet: Packet): Translation | undefined {
    const matches = all([this.matcher.onInterface(rule.interfaces, rule.notInterfaces, packet.interface), this.ends(rule, packet)]);
    if (matches === 'no') return undefined;
    const address = rule.target === '' ? this.ownAddress(packet.interface, isOfIpv6(packet)) : this.addressOf(rule.target, packet);
    return { ...rule, matches, target: rule.target === '' ? `the address of ${this.interfaces.named(packet.interface)?.label ?? packet.interface}` : rule.target, address, port: packet.destinationPort };
  }

  private ends(rule: NatRule, packet: Packet): Certainty {
    const ports = hasPorts(rule.protocol);
    return all([
      sure(rule.family !== 'inet6' || isOfIpv6(packet)),
      sure(rule.family !== 'inet' || !isOfIpv6(packet)),
      this.matcher.protocol(rule.protocol, packet),
      this.matcher.address(rule.source, packet.source, packet, false, false),
      this.matcher.address(rule.destination, packet.destination, packet, false, packet.toFirewall),
      ports ? this.matcher.port(rule.source, packet.sourcePort) : 'yes',
      ports ? this.matcher.port(rule.destination, packet.destinationPort) : 'yes',
    ]);
  }

  private mappedIn(mapping: Mapping, packet: Packet): Translation | undefined {
    const { inside, outside, peer } = mapping;
    const matches = all([
      this.matcher.onInterface(mapping.interfaces, false, packet.interface),
      // Only prefixes of IPv6 are learnt.
      outside !== undefined ? sure(isWithin(packet.destination, outside) === true) : isOfIpv6(packet) ? 'maybe' : 'no',
      this.matcher.address(peer, packet.source, packet, false, false),
    ]);
    const address = outside === undefined ? undefined : shifted(packet.destination, outside, inside);
    return matches === 'no' ? undefined : { ...translationBy(mapping), target: inside, matches, address, port: packet.destinationPort };
  }

  private mappedOut(mapping: Mapping, packet: Packet): Translation | undefined {
    const { inside, outside, own, peer } = mapping;
    const matches = all([
      this.matcher.onInterface(mapping.interfaces, false, packet.interface),
      this.matcher.address(own, packet.source, packet, false, false),
      this.matcher.address(peer, packet.destination, packet, false, packet.toFirewall),
    ]);
    const address = outside === undefined ? undefined : shifted(packet.source, inside, outside);
    return matches === 'no' ? undefined : { ...translationBy(mapping), target: mapping.target, matches, address, port: packet.destinationPort };
  }

  /** Networks of IPv6 that get another prefix on their way out, and back. */
  private prefixTranslations(): Mapping[] {
    return this.modelRules('npt').map(rule => {
      const inside = textOf(rule, 'source_net');
      const written = textOf(rule, 'destination_net');
      const tracked = textOf(rule, 'trackif') || textOf(rule, 'interface');
      const outside = written || this.ownAddress(tracked, true);
      return {
        kind: 'prefix translation', id: textOf(rule, '@uuid'), description: textOf(rule, 'description'), interfaces: listIn(textOf(rule, 'interface')), inside, outside: outside === undefined ? undefined : asLargeAs(inside, outside),
        target: written || `the prefix of ${this.interfaces.named(tracked)?.label ?? tracked}`, own: { ...ANY, nets: [inside] }, peer: ANY, bothWays: true,
      };
    });
  }

  private oneToOneMappings(): Mapping[] {
    return this.modelRules('onetoone').map(rule => {
      const [inside, target] = [textOf(rule, 'source_net'), textOf(rule, 'external')];
      return {
        kind: 'one-to-one', id: textOf(rule, '@uuid'), description: textOf(rule, 'description'), interfaces: listIn(textOf(rule, 'interface')), inside, outside: asLargeAs(inside, target), target,
        own: modelEnd(rule, 'source'), peer: modelEnd(rule, 'destination'), bothWays: textOf(rule, 'type') !== 'nat',
      };
    });
  }

  /** The rules of one list of the model that are on, by their numbers. */
  private modelRules(list: 'npt' | 'onetoone' | 'snatrules'): Fields[] {
    return bySequence(listOf(at(this.configuration.models, 'Filter', list, 'rule'))).filter(rule => !('enabled' in rule) || isOn(rule, 'enabled'));
  }

  private outboundRules(): NatRule[] {
    const outbound = fieldsOf(fieldsOf(this.configuration.nat)['outbound']);
    const mode = textOf(outbound, 'mode') || 'automatic';
    const byHand = mode === 'advanced' || mode === 'hybrid';
    const own = byHand ? this.modelRules('snatrules').map(modelSourceNat) : [];
    const legacy = byHand ? listOf(outbound['rule']).flatMap((rule, index) => (isSet(rule, 'disabled') ? [] : [legacySourceNat(rule, index)])) : [];
    return [...own, ...legacy, ...(mode === 'automatic' || mode === 'hybrid' ? this.automaticOutbound() : [])];
  }

  /** What OPNsense hides by itself: everything from networks without a gateway, on interfaces with one. */
  private automaticOutbound(): NatRule[] {
    const inside = this.interfaces.list.filter(({ hasGateway, name }) => !hasGateway && name !== 'lo0').map(({ name }) => name);
    return this.interfaces.list.filter(({ hasGateway, device }) => hasGateway && !device.startsWith('ovpn')).map(({ name }) => ({
      kind: 'automatic outbound', id: '', description: 'Automatic outbound rule', interfaces: [name], notInterfaces: false, reflects: false, family: 'inet', protocol: '',
      source: { ...ANY, nets: [...inside, LOOPBACK] }, destination: ANY, target: '', localPort: '', translates: true, passes: false,
    }));
  }

  private addressOf(target: string, packet: Packet): string | undefined {
    const range = addressRange(target);
    if (range !== undefined) return range.from === range.to ? addressOfNumber(range.from, range.isIpv6) : undefined;
    if (this.aliases.has(target)) {
      const { addresses, unknown } = this.aliases.content(target);
      const only = addresses.length === 1 && unknown.length === 0 ? addressRange(addresses[0] ?? '') : undefined;
      return only !== undefined && only.from === only.to ? addressOfNumber(only.from, only.isIpv6) : undefined;
    }
    return this.ownAddress(target.replace(/ip$/, ''), isOfIpv6(packet));
  }

  private ownAddress(name: string, ipv6: boolean): string | undefined {
    return this.interfaces.named(name)?.addresses.map(each => each.split('/', 1)[0] ?? '').find(each => isIpv6(each) === ipv6 && isWithin(each, 'fe80::/10') !== true);
  }

  /** A range of ports keeps its order; of a port alias the first counts, or none when it is that of the destination. */
  private portOf({ localPort, destination, protocol }: NatRule, packet: Packet): number | undefined {
    if (localPort === '' || !hasPorts(protocol) || localPort === destination.port) return packet.destinationPort;
    if (this.aliases.has(localPort)) return this.aliases.content(localPort).ports[0]?.[0];
    const first = portRange(localPort)?.[0];
    const from = this.aliases.has(destination.port) ? undefined : portRange(destination.port)?.[0];
    return first === undefined || from === undefined || packet.destinationPort === undefined ? first : first + packet.destinationPort - from;
  }
}

/** The translations that `find` gives up to the first that is certain; asked one after the other. */
function upToCertain(finds: readonly (() => Translation | undefined)[]): Translation[] {
  const found: Translation[] = [];
  for (const find of finds) {
    const translation = find();
    if (translation === undefined) continue;
    found.push(translation);
    if (translation.matches === 'yes') break;
  }
  return found;
}

function translationBy({ kind, id, description }: Mapping): Pick<Translation, 'kind' | 'id' | 'description' | 'translates' | 'passes'> {
  return { kind, id, description, translates: true, passes: false };
}

function bySequence(rules: readonly Fields[]): Fields[] {
  return [...rules].sort((left, right) => (Number(textOf(left, 'sequence')) || 0) - (Number(textOf(right, 'sequence')) || 0));
}

function modelEnd(rule: Fields, side: 'source' | 'destination'): RuleEnd {
  const nets = listIn(textOf(rule, `${side}_net`));
  return { nets: nets.includes('any') ? [] : nets, negated: isOn(rule, `${side}_not`), port: textOf(rule, `${side}_port`) };
}

/** The outside of a mapping, as large as its inside. */
function asLargeAs(inside: string, outside: string): string {
  const bits = inside.split('/')[1];
  return outside.includes('/') || bits === undefined ? outside : `${outside}/${bits}`;
}

/** The address at the same place in another network; undefined when one of them is none. */
function shifted(address: string, from: string, to: string): string | undefined {
  const [value, old, target] = [addressNumber(address), addressRange(from), addressRange(to)];
  return value === undefined || old === undefined || target === undefined ? undefined : addressOfNumber(target.from + value - old.from, target.isIpv6);
}

function modelSourceNat(rule: Fields): NatRule {
  return {
    kind: 'outbound', id: textOf(rule, '@uuid'), description: textOf(rule, 'description'), interfaces: listIn(textOf(rule, 'interface')), notInterfaces: isOn(rule, 'interfacenot'), reflects: false, family: textOf(rule, 'ipprotocol'),
    protocol: protocolOf(textOf(rule, 'protocol')), source: modelEnd(rule, 'source'), destination: modelEnd(rule, 'destination'), target: textOf(rule, 'target'), localPort: '', translates: !isOn(rule, 'nonat'), passes: false,
  };
}

function legacySourceNat(rule: Fields, index: number): NatRule {
  const end = (side: string, port: string): RuleEnd => ({ ...legacyEnd(fieldsOf(rule[side])), port: textOf(rule, port) });
  const target = textOf(rule, 'target');
  return {
    kind: 'outbound', id: textOf(rule, '@uuid') || `outbound ${String(index + 1)}`, description: textOf(rule, 'descr'), interfaces: listIn(textOf(rule, 'interface')), notInterfaces: false, reflects: false, family: textOf(rule, 'ipprotocol'),
    protocol: protocolOf(textOf(rule, 'protocol')), source: end('source', 'sourceport'), destination: end('destination', 'dstport'), target: target === 'other-subnet' ? `${textOf(rule, 'targetip')}/${textOf(rule, 'targetip_subnet')}` : target,
    localPort: '', translates: !isFilled(rule, 'nonat'), passes: false,
  };
}
