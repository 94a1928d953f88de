import { isWithin } from './addresses';
import { type Aliases, portMatches } from './aliases';
import { all, any, type Certainty, not, sure } from './certainty';
import { type FilterRule, hasPorts, type RuleEnd } from './filter-rule';
import { type NetworkInterfaces } from './network-interfaces';
import { isOfIpv6, type Packet } from './packet';
import { type LocalTime, type Schedules } from './schedules';

/** What a rule asks of a packet. */
export type Condition = 'interface' | 'direction' | 'address family' | 'protocol' | 'ICMP type' | 'source' | 'source port' | 'destination' | 'destination port' | 'schedule' | 'mark' | 'further condition';

/** Rules for IPv6 take an interface's link-local network along. */
const LINK_LOCAL = 'fe80::/10';

/** Says which packets rules mean. */
export class RuleMatcher {
  constructor(
    private readonly interfaces: NetworkInterfaces,
    private readonly aliases: Aliases,
    private readonly schedules: Schedules,
    private readonly time: LocalTime | undefined,
    /** Marks that some rule puts on packets. */
    private readonly tags: ReadonlySet<string>,
  ) {}

  /** Whether the rule matches, on or off. */
  matches(rule: FilterRule, packet: Packet): Certainty {
    let isMaybe = false;
    for (const [, holds] of this.tests(rule, packet)) {
      const certainty = holds();
      if (certainty === 'no') return 'no';
      isMaybe ||= certainty === 'maybe';
    }
    return isMaybe ? 'maybe' : 'yes';
  }

  /** The conditions of the rule that the packet does not meet for certain. */
  unmet(rule: FilterRule, packet: Packet): { readonly condition: Condition; readonly holds: Exclude<Certainty, 'yes'> }[] {
    return this.tests(rule, packet).flatMap(([condition, holds]) => {
      const certainty = holds();
      return certainty === 'yes' ? [] : [{ condition, holds: certainty }];
    });
  }

  /** Whether the interface is one of those, groups included; of several that are negated one is enough. */
  onInterface(names: readonly string[], negated: boolean, name: string): Certainty {
    if (names.length === 0) return 'yes';
    const own = this.interfaces.namesOf(name);
    // A rule on an interface that there is not is left out.
    return sure(names.some(each => (this.interfaces.named(each) !== undefined || this.interfaces.isGroup(each)) && own.includes(each) !== negated));
  }

  /** Whether the address is what the end of a rule means; `linkLocal` when the names of interfaces take that network along. */
  address(end: RuleEnd, address: string, packet: Packet, linkLocal: boolean, isFirewall: boolean): Certainty {
    if (end.nets.length === 0) return 'yes';
    return any(end.nets.map(net => {
      const holds = this.netContains(net, address, packet, linkLocal, isFirewall);
      return end.negated ? not(holds) : holds;
    }));
  }

  /** Whether the port is what the end of a rule means. */
  port({ port }: RuleEnd, actual: number | undefined): Certainty {
    if (port === '') return 'yes';
    if (actual === undefined) return 'maybe';
    return this.aliases.has(port) ? this.aliases.containsPort(port, actual) : portMatches(port, actual);
  }

  /** Whether a protocol as rules name it means that of the packet. */
  protocol(wanted: string, packet: Packet): Certainty {
    const { protocol } = packet;
    if (wanted === '' || wanted === protocol) return 'yes';
    if (protocol === 'icmp' || protocol === 'ipv6-icmp') return sure(wanted === 'icmp' || (wanted === 'ipv6-icmp' && isOfIpv6(packet)));
    return sure(wanted === 'tcp/udp' && (protocol === 'tcp' || protocol === 'udp'));
  }

  private tests(rule: FilterRule, packet: Packet): readonly (readonly [Condition, () => Certainty])[] {
    const ipv6 = isOfIpv6(packet);
    const ports = hasPorts(rule.protocol);
    return [
      ['interface', () => this.onInterface(rule.interfaces, rule.notInterfaces, packet.interface)],
      ['direction', () => sure(rule.direction === 'any' || rule.direction === packet.direction)],
      ['address family', () => sure(rule.family === 'inet46' || (rule.family === 'inet6') === ipv6)],
      ['protocol', () => this.protocol(rule.protocol, packet)],
      ['ICMP type', () => icmpTypeOf(ipv6 ? rule.icmp6Types : rule.icmpTypes, packet)],
      ['destination port', () => (ports ? this.port(rule.destination, packet.destinationPort) : 'yes')],
      ['source port', () => (ports ? this.port(rule.source, packet.sourcePort) : 'yes')],
      ['source', () => this.address(rule.source, packet.source, packet, ipv6, false)],
      ['destination', () => this.address(rule.destination, packet.destination, packet, ipv6, packet.toFirewall)],
      ['schedule', () => this.isScheduled(rule)],
      ['mark', () => (rule.tagged === '' ? 'yes' : this.tags.has(rule.tagged) ? 'maybe' : 'no')],
      ['further condition', () => all([opens(rule), rule.furtherConditions === '' ? 'yes' : 'maybe'])],
    ];
  }

  private isScheduled({ schedule }: FilterRule): Certainty {
    if (schedule === '') return 'yes';
    return this.time === undefined ? 'maybe' : sure(this.schedules.status(schedule, this.time) !== 'inactive');
  }

  private netContains(net: string, address: string, packet: Packet, linkLocal: boolean, isFirewall: boolean): Certainty {
    if (net === '(self)') return isFirewall || this.interfaces.isOwn(address) ? 'yes' : this.interfaces.list.some(each => each.isDynamic && !isFarAway(address, packet)) ? 'maybe' : 'no';
    const within = isWithin(address, net);
    if (within !== undefined) return sure(within);
    if (this.aliases.has(net)) return this.aliases.containsAddress(net, address);
    const device = /^\((.+)\)$/.exec(net)?.[1];
    const own = /^(wan|lan|opt\d+)ip$/.exec(net)?.[1];
    const found = device === undefined ? this.interfaces.named(own ?? net) : this.interfaces.list.find(each => each.device === device);
    if (found === undefined) return this.ofGroup(net, address, linkLocal) ?? this.aliases.tableContains(net, address);
    const isAddress = device !== undefined || own !== undefined;
    if (linkLocal && !isAddress && isWithin(address, LINK_LOCAL) === true) return 'yes';
    const known = any(found.addresses.map(each => sure(isWithin(address, isAddress ? (each.split('/', 1)[0] ?? '') : each) === true)));
    if (known === 'yes') return 'yes';
    if (found.isDynamic) return isFirewall && packet.interface === found.name && isAddress ? 'yes' : 'maybe';
    return 'no';
  }

  /** The networks of a group's interfaces. */
  private ofGroup(group: string, address: string, linkLocal: boolean): Certainty | undefined {
    if (!this.interfaces.isGroup(group)) return undefined;
    if (linkLocal && isWithin(address, LINK_LOCAL) === true) return 'yes';
    const members = this.interfaces.members(group).flatMap(name => this.interfaces.named(name) ?? []);
    return any(members.map(({ addresses, isDynamic }) => (addresses.some(each => isWithin(address, each) === true) ? 'yes' : isDynamic ? 'maybe' : 'no')));
  }
}

/** True for the other end of a packet that is not for the firewall: no address of its own, whatever its dynamic ones are. */
function isFarAway(address: string, { source, destination, direction, toFirewall }: Packet): boolean {
  return direction === 'in' && (address === source || (address === destination && !toFirewall));
}

function icmpTypeOf(types: readonly string[], { protocol, icmpType }: Packet): Certainty {
  if (types.length === 0) return 'yes';
  if (protocol !== 'icmp' && protocol !== 'ipv6-icmp') return 'no';
  return icmpType === undefined ? 'maybe' : sure(types.includes(icmpType));
}

/** Whether a packet that opens a connection has the TCP flags that the rule asks for. */
function opens({ flags }: FilterRule): Certainty {
  return sure(flags === undefined || flags.of.every(flag => flags.set.includes(flag) === (flag === 'syn')));
}
