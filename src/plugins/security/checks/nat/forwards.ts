import { NotApplicable } from '../../../../core/audit';
import { addressRange, isIpv6, isWithin, type Mapping, type PortForward } from '../../../../core/packet-filter';
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
  /** The address of the target; undefined when only the firewall knows it. */
  readonly target: string | undefined;
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
    return [{ forward, on, open: isOpen(forward, rules), ports: localPorts(forward, rules), target, toFirewall: forward.target === '(self)' || (target !== undefined && isFirewall(target, rules)) }];
  });
  return found.length === 0 ? new NotApplicable('No port forward takes connections from the internet.') : found;
}

/** The same, with the hosts that one-to-one rules put on outer addresses whole. */
export function outerTargets(rules: Ruleset): readonly OuterForward[] | NotApplicable {
  const forwards = outerForwards(rules);
  const nothing = nothingToJudge(rules);
  if (nothing !== undefined) return nothing;
  const { filter, outside } = rules;
  const hosts = filter.nat.mappings.flatMap((mapping): OuterForward[] => {
    const on = outside.filter(({ name }) => filter.matcher.onInterface(mapping.interfaces, false, name) === 'yes');
    const range = addressRange(mapping.inside);
    // Of whole networks rules say which hosts are meant.
    if (!mapping.bothWays || on.length === 0 || range === undefined || range.from !== range.to) return [];
    const forward = wholeHost(mapping);
    return [{ forward, on, open: isOpen(forward, rules), ports: undefined, target: mapping.inside.split('/', 1)[0], toFirewall: false }];
  });
  const all = [...(forwards instanceof NotApplicable ? [] : forwards), ...hosts];
  return all.length === 0 ? new NotApplicable('Neither port forwards nor one-to-one rules take connections from the internet.') : all;
}

/** A one-to-one rule as a forward of everything. */
function wholeHost({ kind, id, description, interfaces, inside, target, peer }: Mapping): PortForward {
  return {
    kind, id, description, interfaces, notInterfaces: false, reflects: false, family: isIpv6(inside) ? 'inet6' : 'inet', protocol: '', source: peer, destination: { nets: [target], negated: false, port: '' }, target: inside, localPort: '',
    translates: true, passes: false, registersRule: false,
  };
}

/** What lets connections from everywhere on to that port of the target: the forward itself, a filter rule, nothing; unknown when the target is. */
export function letThrough({ forward, on, target, toFirewall }: OuterForward, port: number, protocol: string, rules: Ruleset): 'forward' | 'rule' | 'nothing' | 'unknown' {
  if (forward.passes) return 'forward';
  if (forward.registersRule) return 'rule';
  if (target === undefined) return 'unknown';
  const isLet = on.some(({ name }) => decisionOnStrangers({ interface: name, destination: target, destinationPort: port, protocol, toFirewall }, rules) !== undefined);
  return isLet ? 'rule' : 'nothing';
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
