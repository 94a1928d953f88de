import { NotApplicable } from '../../../../core/audit';
import { addressOfNumber, addressRange, isIpv6, isWithin, type Mapping, type PortForward } from '../../../../core/packet-filter';
import { type Interface } from '../../facts/interfaces.fact';
import { type Ruleset } from '../../facts/ruleset.fact';
import { decisionOnStrangers, endText, isOpen, nothingToJudge, ownAddress } from '../exposure';

type Ranges = readonly (readonly [from: number, to: number])[];

/** A port forward that takes connections from the internet. */
export interface OuterForward {
  readonly forward: PortForward;
  readonly on: readonly Interface[];
  /** True when everybody on the internet may use it. */
  readonly open: boolean;
  /** Ports of the target; undefined for all of them, as for protocols without ports. */
  readonly ports: Ranges | undefined;
  /** The address of the target, or, of a whole network, those of hosts that rules may treat differently; none when only the firewall knows it. */
  readonly hosts: readonly string[];
  /** True when the target is the firewall itself. */
  readonly toFirewall: boolean;
}

const ALL: Ranges = [[0, 65_535]];

/** The port forwards on interfaces to the internet, or why there are none to judge. */
export function outerForwards(rules: Ruleset): readonly OuterForward[] | NotApplicable {
  const nothing = nothingToJudge(rules);
  if (nothing !== undefined) return nothing;
  const { filter, outside } = rules;
  const found = filter.nat.forwards.flatMap((forward): OuterForward[] => {
    const on = outside.filter(({ name }) => filter.matcher.onInterface(forward.interfaces, forward.notInterfaces, name) === 'yes');
    if (!forward.translates || on.length === 0) return [];
    const target = targetOf(forward, rules);
    return [{ forward, on, open: isOpen(forward, rules), ports: localPorts(forward, rules), hosts: target === undefined ? [] : [target], toFirewall: forward.target === '(self)' || (target !== undefined && isFirewall(target, rules)) }];
  });
  return found.length === 0 ? new NotApplicable('No port forward takes connections from the internet.') : found;
}

/** The same, with the hosts and networks that one-to-one rules and prefix translations put on outer addresses whole. */
export function outerTargets(rules: Ruleset): readonly OuterForward[] | NotApplicable {
  const forwards = outerForwards(rules);
  const nothing = nothingToJudge(rules);
  if (nothing !== undefined) return nothing;
  const { filter, outside } = rules;
  const mapped = filter.nat.mappings.flatMap((mapping): OuterForward[] => {
    const on = outside.filter(({ name }) => filter.matcher.onInterface(mapping.interfaces, false, name) === 'yes');
    if (!mapping.bothWays || on.length === 0) return [];
    const forward = asForward(mapping);
    return [{ forward, on, open: isOpen(forward, rules), ports: undefined, hosts: distinctHosts(mapping.inside, rules), toFirewall: false }];
  });
  const all = [...(forwards instanceof NotApplicable ? [] : forwards), ...mapped];
  return all.length === 0 ? new NotApplicable('Neither port forwards nor one-to-one rules take connections from the internet.') : all;
}

/** A one-to-one rule or a prefix translation as a forward of everything. */
function asForward({ kind, id, description, interfaces, inside, target, peer }: Mapping): PortForward {
  return {
    kind, id, description, interfaces, notInterfaces: false, reflects: false, family: isIpv6(inside) ? 'inet6' : 'inet', protocol: '', source: peer, destination: { nets: [target], negated: false, port: '' }, target: inside, localPort: '',
    translates: true, passes: false, registersRule: false,
  };
}

/** A host for each part of the network that rules treat alike: where the addresses of one begin or end, another part begins. */
function distinctHosts(inside: string, { filter }: Ruleset): string[] {
  const network = addressRange(inside);
  if (network === undefined) return [];
  const { aliases, interfaces } = filter;
  const addressesOf = (net: string): readonly string[] => {
    if (aliases.has(net)) return aliases.content(net).addresses.map(entry => entry.replace(/^!/, ''));
    const members = interfaces.members(net).flatMap(name => interfaces.named(name) ?? []);
    return members.length === 0 ? [net] : members.flatMap(({ addresses }) => addresses);
  };
  const named = [...new Set(filter.rules.flatMap(({ destination }) => destination.nets))].flatMap(addressesOf).flatMap(text => addressRange(text) ?? []);
  // The first address of a network is none of a host.
  const first = network.to - network.from > 1n ? network.from + 1n : network.from;
  const starts = named.filter(({ isIpv6: is6 }) => is6 === network.isIpv6).flatMap(({ from, to }) => [from, to + 1n]).filter(start => start > first && start <= network.to);
  return [...new Set([first, ...starts])].map(start => addressOfNumber(start, network.isIpv6));
}

/** What lets connections from everywhere on to that port of the target, or of some host of it: the forward itself, a filter rule, nothing; unknown when the target is. */
export function letThrough(each: OuterForward, port: number, protocol: string, rules: Ruleset): 'forward' | 'rule' | 'nothing' | 'unknown' {
  if (each.forward.passes) return 'forward';
  if (each.forward.registersRule) return 'rule';
  if (each.hosts.length === 0) return 'unknown';
  return hostLetThrough(each, port, protocol, rules) === undefined ? 'nothing' : 'rule';
}

/** The first host of the target to which filter rules let everybody through to that port. */
export function hostLetThrough({ on, hosts, toFirewall }: OuterForward, port: number, protocol: string, rules: Ruleset): string | undefined {
  return hosts.find(destination => on.some(({ name }) => decisionOnStrangers({ interface: name, destination, destinationPort: port, protocol, toFirewall: toFirewall || rules.filter.interfaces.isOwn(destination) }, rules) !== undefined));
}

/** The protocols with ports that a forward takes. */
export function protocolsOf({ protocol }: PortForward): readonly string[] {
  if (protocol === '' || protocol === 'tcp/udp') return ['tcp', 'udp'];
  return ['tcp', 'udp'].includes(protocol) ? [protocol] : [];
}

/** True when the forward leads to that port of its target. */
export function leadsTo({ ports, forward }: OuterForward, port: number, protocol: string): boolean {
  return protocolsOf(forward).includes(protocol) && (ports === undefined || ports.some(([from, to]) => from <= port && port <= to));
}

/** A forward as it stands. */
export function forwardEvidence({ forward, toFirewall }: OuterForward): Readonly<Record<string, unknown>> {
  return {
    forward: forward.id,
    kind: forward.kind,
    interfaces: forward.interfaces,
    protocol: forward.protocol || 'any',
    source: endText(forward.source),
    destination: endText(forward.destination),
    target: forward.target,
    local_port: forward.localPort || 'the same',
    ...(toFirewall ? { target_is: 'the firewall' } : {}),
  };
}

/** The ports that connections arrive at: a range keeps its length. */
function localPorts({ protocol, destination, localPort }: PortForward, { filter }: Ruleset): Ranges | undefined {
  if (!['tcp', 'udp', 'tcp/udp'].includes(protocol)) return undefined;
  const outer = destination.port === '' ? ALL : filter.portsOf(destination.port).ranges;
  if (localPort === '' || localPort === destination.port) return destination.port === '' ? undefined : outer;
  const local = filter.portsOf(localPort).ranges;
  const [[first] = [], [[from, to] = []]] = [local[0], outer];
  if (filter.aliases.has(localPort) || destination.port === '' || first === undefined || from === undefined || to === undefined) return local;
  return [[first, first + to - from]];
}

function targetOf({ target, interfaces }: PortForward, rules: Ruleset): string | undefined {
  const { aliases } = rules.filter;
  if (target === '(self)') return ownAddress(interfaces[0] ?? '', 'inet', rules);
  const [entry = ''] = aliases.has(target) ? aliases.content(target).addresses : [target];
  const plain = entry.split(/[/-]/, 1)[0] ?? '';
  if (addressRange(plain) !== undefined) return plain;
  return ownAddress(target.replace(/ip$/, ''), 'inet', rules);
}

const isFirewall = (address: string, { filter }: Ruleset): boolean => filter.interfaces.isOwn(address) || ['127.0.0.0/8', '::1'].some(loopback => isWithin(address, loopback) === true);
