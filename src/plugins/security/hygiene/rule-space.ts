import { addressRange, type FilterRule, type PacketFilter } from '../../../core/packet-filter';
import { difference, type IntervalSet, setOf } from './interval-set';
import { isEmpty, type PacketBox } from './packet-box';

/** IPv6 stands behind IPv4 in one row of numbers. */
const V6_BASE = 1n << 33n;
const V4_END = 1n << 32n;
const V6_END = V6_BASE + (1n << 128n);
const ALL_PORTS: IntervalSet = [[0, 65_535]];
const LINK_LOCAL = 'fe80::/10';
const LIMITS = /(?:^|, )max/;

/** What an end of a rule holds: addresses, and what only the firewall knows. */
interface Held {
  readonly ranges: readonly (readonly [from: bigint, to: bigint, isIn: boolean])[];
  readonly unknown: boolean;
}

/** One way for an address to be what a rule means. */
interface Alternative {
  readonly set: IntervalSet;
  readonly mark: readonly [name: string, value: boolean] | undefined;
}

/** The rules of a packet filter as sets of packets, in numbers that are as small as the rules allow. */
export class RuleSpace {
  private readonly cuts: readonly bigint[];
  private readonly indexOf: ReadonlyMap<bigint, number>;
  private readonly held = new Map<string, Held>();
  private readonly sets = new Map<string, IntervalSet>();
  private readonly protocols = new Map([['tcp', 0], ['udp', 1], ['icmp', 2]]);
  private readonly icmpTypes = new Map<string, number>();
  private readonly interfaces: ReadonlyMap<string, number>;
  private readonly families: Readonly<Record<'inet' | 'inet6', IntervalSet>>;

  /** `gatewaysSwitchRules` when rules with a gateway are left out while that is down. */
  constructor(
    private readonly filter: PacketFilter,
    rules: readonly FilterRule[],
    private readonly gatewaysSwitchRules: boolean,
  ) {
    const names = new Set(rules.flatMap(({ source, destination }) => [...source.nets, ...destination.nets]));
    const cuts = new Set([0n, V4_END, V6_BASE, V6_END]);
    for (const name of names) for (const [from, to] of this.heldBy(name).ranges) cuts.add(from).add(to + 1n);
    this.cuts = [...cuts].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
    this.indexOf = new Map(this.cuts.map((cut, index) => [cut, index]));
    this.families = { inet: this.between(0n, V4_END - 1n), inet6: this.between(V6_BASE, V6_END - 1n) };
    this.interfaces = new Map(filter.interfaces.list.map(({ name }, index) => [name, index]));
    for (const { protocol } of rules) if (protocol !== '' && protocol !== 'tcp/udp' && protocol !== 'ipv6-icmp' && !this.protocols.has(protocol)) this.protocols.set(protocol, this.protocols.size);
  }

  /** How many values each dimension has. */
  sizes(): readonly number[] {
    return [this.interfaces.size + 1, 2, this.protocols.size + 1, this.cuts.length, 65_536, this.cuts.length, 65_536];
  }

  /** The packets that a rule means. What is only known on the firewall becomes a mark. */
  boxes(rule: FilterRule): readonly PacketBox[] {
    const families = rule.protocol === 'ipv6-icmp' ? (['inet6'] as const) : (['inet', 'inet6'] as const).filter(family => rule.family === 'inet46' || rule.family === family);
    return families.flatMap(family => this.boxesOf(rule, family)).filter(box => !isEmpty(box));
  }

  private boxesOf(rule: FilterRule, family: 'inet' | 'inet6'): PacketBox[] {
    const shared = this.conditions(rule);
    const [sourcePort, destinationPort] = [this.ports(rule, 'source', family), this.ports(rule, 'destination', family)];
    return this.alternatives(rule, 'source', family).flatMap(source =>
      this.alternatives(rule, 'destination', family).map((destination): PacketBox => ({
        sets: [this.interfaceSet(rule), rule.direction === 'any' ? [[0, 1]] : rule.direction === 'in' ? [[0, 0]] : [[1, 1]], this.protocolSet(rule.protocol), source.set, sourcePort.set, destination.set, destinationPort.set],
        marks: new Map([...shared, ...[source, sourcePort, destination, destinationPort].flatMap(({ mark }) => (mark === undefined ? [] : [mark]))]),
      })),
    );
  }

  /** What has to hold beside addresses, protocol and ports. */
  private conditions(rule: FilterRule): (readonly [string, boolean])[] {
    const { schedule, tagged, flags, furtherConditions, furtherEffects, gateway, id } = rule;
    const isScheduled = schedule !== '' && this.filter.schedules.names().includes(schedule);
    return [
      ...(isScheduled ? [`schedule ${schedule}`] : []),
      ...(tagged === '' ? [] : [`mark ${tagged}`]),
      ...(flags === undefined ? [] : [`flags ${flags.set.join()}/${flags.of.join()}`]),
      ...(furtherConditions === '' ? [] : [furtherConditions]),
      // Beyond its limits a rule does something else.
      ...(LIMITS.test(furtherEffects) ? [`limits of ${id}`] : []),
      ...(gateway !== '' && this.gatewaysSwitchRules ? [`gateway ${gateway}`] : []),
    ].map(name => [name, true] as const);
  }

  private alternatives(rule: FilterRule, side: 'source' | 'destination', family: 'inet' | 'inet6'): Alternative[] {
    const { nets, negated } = rule[side];
    const all = this.families[family];
    if (nets.length === 0) return [{ set: all, mark: undefined }];
    const unknown = nets.filter(net => this.heldBy(net).unknown);
    // Of several that are negated one that does not hold the address is enough.
    const known = negated ? nets.filter(net => !unknown.includes(net)) : nets;
    const sets = known.map(net => (negated ? this.without(net, family) : this.setOfName(net, family)));
    return [
      ...(known.length === 0 ? [] : [{ set: sets.length === 1 ? (sets[0] ?? []) : this.remembered(`${family} ${String(negated)} ${known.join()}`, () => setOf(sets.flat())), mark: undefined }]),
      ...unknown.map(net => ({ set: negated ? this.without(net, family) : all, mark: [`${side} in ${net}`, !negated] as const })),
    ];
  }

  private without(name: string, family: 'inet' | 'inet6'): IntervalSet {
    return this.remembered(`not ${family} ${name}`, () => difference(this.families[family], this.setOfName(name, family)));
  }

  private setOfName(name: string, family: 'inet' | 'inet6'): IntervalSet {
    return this.remembered(`${family} ${name}`, () => {
      let set: IntervalSet = [];
      const ranges = this.heldBy(name).ranges.filter(([from]) => (from >= V6_BASE) === (family === 'inet6'));
      for (let start = 0, end = 0; start < ranges.length; start = end) {
        const isIn = ranges[start]?.[2] === true;
        while (end < ranges.length && ranges[end]?.[2] === isIn) end += 1;
        const alike = ranges.slice(start, end).flatMap(([from, to]) => this.between(from, to));
        set = isIn ? setOf([...set, ...alike]) : difference(set, setOf(alike));
      }
      return set;
    });
  }

  private remembered(key: string, make: () => IntervalSet): IntervalSet {
    const set = this.sets.get(key) ?? make();
    this.sets.set(key, set);
    return set;
  }

  private heldBy(name: string): Held {
    const known = this.held.get(name) ?? this.resolve(name);
    this.held.set(name, known);
    return known;
  }

  private resolve(name: string): Held {
    const { interfaces, aliases } = this.filter;
    const plain = (texts: readonly string[], unknown: boolean): Held => ({ ranges: texts.flatMap(rangeOf), unknown });
    const addresses = (own: readonly string[]): string[] => own.map(each => each.split('/', 1)[0] ?? '');
    if (name === '(self)') return plain(interfaces.list.flatMap(each => addresses(each.addresses)), interfaces.list.some(({ isDynamic }) => isDynamic));
    if (addressRange(name) !== undefined) return plain([name], false);
    if (aliases.has(name)) {
      const { addresses: entries, unknown } = aliases.content(name);
      return { ranges: byWidth(entries), unknown: unknown.length > 0 };
    }
    const own = /^(wan|lan|opt\d+)ip$/.exec(name)?.[1];
    const named = (own === undefined ? interfaces.members(name) : [own]).flatMap(each => interfaces.named(each) ?? []);
    if (named.length === 0) return { ranges: [], unknown: true };
    const texts = named.flatMap(each => (own === undefined ? each.addresses : addresses(each.addresses)));
    return plain(own === undefined ? [...texts, LINK_LOCAL] : texts, named.some(({ isDynamic }) => isDynamic));
  }

  private between(from: bigint, to: bigint): IntervalSet {
    return [[this.indexOf.get(from) ?? 0, (this.indexOf.get(to + 1n) ?? 0) - 1]];
  }

  private interfaceSet({ interfaces, notInterfaces }: FilterRule): IntervalSet {
    const all: IntervalSet = [[0, this.interfaces.size]];
    if (interfaces.length === 0) return all;
    const sets = interfaces.filter(name => this.filter.interfaces.named(name) !== undefined || this.filter.interfaces.isGroup(name)).map(name => {
      const members = setOf(this.filter.interfaces.members(name).flatMap(each => {
        const index = this.interfaces.get(each);
        return index === undefined ? [] : [[index, index] as const];
      }));
      return notInterfaces ? difference(all, members) : members;
    });
    return setOf(sets.flat());
  }

  private protocolSet(protocol: string): IntervalSet {
    if (protocol === '') return [[0, this.protocols.size]];
    if (protocol === 'tcp/udp') return [[0, 1]];
    const index = this.protocols.get(protocol === 'ipv6-icmp' ? 'icmp' : protocol) ?? this.protocols.size;
    return [[index, index]];
  }

  /** Ports; of ICMP its types take the place of the destination port. */
  private ports(rule: FilterRule, side: 'source' | 'destination', family: 'inet' | 'inet6'): Alternative {
    const { port } = rule[side];
    if (['icmp', 'ipv6-icmp'].includes(rule.protocol) && side === 'destination') {
      const types = family === 'inet' ? rule.icmpTypes : rule.icmp6Types;
      return { set: types.length === 0 ? ALL_PORTS : setOf(types.map(type => this.icmpType(`${family} ${type}`))), mark: undefined };
    }
    if (port === '' || !['tcp', 'udp', 'tcp/udp'].includes(rule.protocol)) return { set: ALL_PORTS, mark: undefined };
    const { ranges, unknown } = this.filter.portsOf(port);
    // A rule of which some ports are not known never covers for certain what those are.
    return unknown ? { set: ALL_PORTS, mark: [`${side} port in ${port}`, true] } : { set: setOf(ranges), mark: undefined };
  }

  private icmpType(name: string): readonly [number, number] {
    const index = this.icmpTypes.get(name) ?? this.icmpTypes.size;
    this.icmpTypes.set(name, index);
    return [index, index];
  }
}

function rangeOf(text: string): (readonly [bigint, bigint, boolean])[] {
  const range = addressRange(text);
  if (range === undefined || range.from > range.to) return [];
  const base = range.isIpv6 ? V6_BASE : 0n;
  return [[base + range.from, base + range.to, true]];
}

/** The entries of a table, so that each takes effect after those that are wider. */
function byWidth(entries: readonly string[]): Held['ranges'] {
  const sorted = entries.map(entry => ({ entry, bits: addressRange(entry.replace(/^!/, ''))?.bits ?? 0 })).sort((left, right) => left.bits - right.bits);
  return sorted.flatMap(({ entry }) => rangeOf(entry.replace(/^!/, '')).map(([from, to]) => [from, to, !entry.startsWith('!')] as const));
}
