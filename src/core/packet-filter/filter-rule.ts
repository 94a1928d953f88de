import { compareReleases, type Release } from '../../ports';
import { at, type Fields, fieldsOf, type FilterConfiguration, isFilled, isOn, isSet, listOf, textOf } from './configuration';
import { type NetworkInterfaces } from './network-interfaces';

/** One end of a rule: what addresses and ports it means. */
export interface RuleEnd {
  /** Names, addresses, networks and aliases; empty for any. */
  readonly nets: readonly string[];
  /** True when it means what is not in them; of several pf makes as many rules, so that one that does not hold the address is enough. */
  readonly negated: boolean;
  /** A port, a range or an alias; '' for any. */
  readonly port: string;
}

/** One rule of the packet filter: of the operator, whichever way it was made, or of OPNsense itself. */
export interface FilterRule {
  /** Its uuid; else its place in the list of older rules, or the label that pf knows it by. */
  readonly id: string;
  readonly origin: 'rule' | 'legacy' | 'automatic';
  readonly enabled: boolean;
  readonly description: string;
  readonly action: 'pass' | 'block' | 'reject';
  /** Names of interfaces and groups; empty for all. */
  readonly interfaces: readonly string[];
  readonly notInterfaces: boolean;
  readonly direction: 'in' | 'out' | 'any';
  readonly quick: boolean;
  readonly family: 'inet' | 'inet6' | 'inet46';
  /** Lower case; '' for any. */
  readonly protocol: string;
  /** Types of ICMP as the rule names them; empty for any. */
  readonly icmpTypes: readonly string[];
  readonly icmp6Types: readonly string[];
  readonly source: RuleEnd;
  readonly destination: RuleEnd;
  /** The name of the schedule it runs by; '' for always. */
  readonly schedule: string;
  /** The gateway, or group of gateways, that it sends packets to; '' for the routing table. */
  readonly gateway: string;
  readonly log: boolean;
  /** Only for packets that another rule has marked so; '' for all. */
  readonly tagged: string;
  /** TCP flags that must be set, out of those that are looked at; undefined when that does not matter. */
  readonly flags?: { readonly set: readonly string[]; readonly of: readonly string[] } | undefined;
  /** What else has to hold for a packet (priority, type of service …), in OPNsense's words; '' for nothing. */
  readonly furtherConditions: string;
  /** What else it does to packets and connections (marks, limits, shaping …), in OPNsense's words; '' for nothing. */
  readonly furtherEffects: string;
  /** Where it stands: OPNsense's own rules, then floating ones, groups, interfaces; newer rules before older ones. */
  readonly order: number;
}

const ORDER = { floating: 200_000, group: 300_000, interface: 400_000 };
/** Within one place rules of the newer kind stand first. */
const LEGACY_AFTER = 0.5;
const CONDITIONS = ['prio', 'tos', 'os'];
const EFFECTS = [
  'statetype', 'state-policy', 'statetimeout', 'max', 'max-src-nodes', 'max-src-conn', 'max-src-states', 'max-src-conn-rate', 'max-src-conn-rates', 'overload', 'adaptivestart', 'adaptiveend',
  'udp-first', 'udp-multiple', 'udp-single', 'nopfsync', 'allowopts', 'tag', 'set-prio', 'set-prio-low', 'shaper1', 'shaper2', 'divert-to', 'replyto', 'reply-to', 'disablereplyto',
];
/** What every rule has unless somebody changed it. */
const USUAL: Readonly<Record<string, readonly string[]>> = { statetype: ['keep', 'keep state'] };

/** The operator's rules of a configuration in the order in which pf sees them, also those that are off; up to 25.7 a rule on all interfaces but one does not float. */
export function filterRules(configuration: FilterConfiguration, interfaces: NetworkInterfaces, release?: Release): FilterRule[] {
  const negationFloats = release === undefined || compareReleases(release, '26.1') >= 0;
  const own = listOf(at(configuration.models, 'Filter', 'rules', 'rule'));
  const sorted = own.map((rule, index) => ({ rule: modelRule(rule, interfaces, negationFloats), sequence: Number(textOf(rule, 'sequence')) || 0, index })).sort((a, b) => a.sequence - b.sequence || a.index - b.index).map(({ rule }) => rule);
  const legacy = listOf(fieldsOf(configuration.filter)['rule']).map((rule, index) => legacyRule(rule, index, interfaces));
  return inOrder([...sorted, ...legacy]);
}

/** Rules by where they stand; those of one place keep their order. */
export function inOrder(rules: readonly FilterRule[]): FilterRule[] {
  return [...rules].sort((left, right) => left.order - right.order);
}

function modelRule(rule: Fields, interfaces: NetworkInterfaces, negationFloats: boolean): FilterRule {
  const names = listIn(textOf(rule, 'interface'));
  const negated = isOn(rule, 'interfacenot');
  const end = (side: string): RuleEnd => ({ nets: netsOf(textOf(rule, `${side}_net`)), negated: isOn(rule, `${side}_not`), port: textOf(rule, `${side}_port`) });
  return {
    ...commonFields(rule),
    id: textOf(rule, '@uuid'), origin: 'rule', enabled: !('enabled' in rule) || isOn(rule, 'enabled'), description: textOf(rule, 'description'), action: actionOf(textOf(rule, 'action')),
    interfaces: names, notInterfaces: negated, direction: directionOf(textOf(rule, 'direction')), quick: !('quick' in rule) || isOn(rule, 'quick'), family: 'ipprotocol' in rule ? familyOf(textOf(rule, 'ipprotocol')) : 'inet',
    source: end('source'), destination: end('destination'), order: orderOf(names, negated && negationFloats, interfaces),
  };
}

function legacyRule(rule: Fields, index: number, interfaces: NetworkInterfaces): FilterRule {
  const names = listIn(textOf(rule, 'interface'));
  const floating = isFilled(rule, 'floating');
  const protocol = protocolOf(textOf(rule, 'protocol'));
  const place = floating ? ORDER.floating : names.length === 1 ? orderOf(names, false, interfaces) : ORDER.interface;
  return {
    ...commonFields(rule),
    id: textOf(rule, '@uuid') || `legacy ${String(index + 1)}`, origin: 'legacy', enabled: !isFilled(rule, 'disabled'), description: textOf(rule, 'descr'), action: actionOf(textOf(rule, 'type')),
    interfaces: names, notInterfaces: isOn(rule, 'interfacenot'), direction: directionOf(textOf(rule, 'direction')), quick: 'quick' in rule ? isOn(rule, 'quick') : !floating, family: familyOf(textOf(rule, 'ipprotocol')),
    source: legacyEnd(fieldsOf(rule['source']), protocol), destination: legacyEnd(fieldsOf(rule['destination']), protocol), order: place + LEGACY_AFTER,
  };
}

type CommonFields = Pick<FilterRule, 'protocol' | 'icmpTypes' | 'icmp6Types' | 'schedule' | 'gateway' | 'log' | 'tagged' | 'flags' | 'furtherConditions' | 'furtherEffects'>;

/** What newer and older rules call the same. */
function commonFields(rule: Fields): CommonFields {
  const words = (names: readonly string[]): string =>
    names.flatMap(name => {
      const value = textOf(rule, name);
      return ['', '0'].includes(value) || USUAL[name]?.includes(value) === true ? [] : [`${name} ${value}`];
    }).join(', ');
  return {
    protocol: protocolOf(textOf(rule, 'protocol')), icmpTypes: listIn(textOf(rule, 'icmptype')), icmp6Types: listIn(textOf(rule, 'icmp6type') || textOf(rule, 'icmp6-type')), schedule: textOf(rule, 'sched'),
    gateway: textOf(rule, 'gateway'), log: isSet(rule, 'log'), tagged: textOf(rule, 'tagged'), flags: flagsOf(rule), furtherConditions: words(CONDITIONS), furtherEffects: words(EFFECTS),
  };
}

function flagsOf(rule: Fields): FilterRule['flags'] {
  const of = listIn(textOf(rule, 'tcpflags2').toLowerCase());
  if (of.length === 0 || isOn(rule, 'tcpflags_any') || protocolOf(textOf(rule, 'protocol')) !== 'tcp') return undefined;
  return { set: listIn(textOf(rule, 'tcpflags1').toLowerCase()), of };
}

/** One end of an older rule or of a port forward; ports count for TCP and UDP only. */
export function legacyEnd(end: Fields, protocol = 'tcp'): RuleEnd {
  const net = textOf(end, 'network') || textOf(end, 'address');
  return { nets: netsOf(net), negated: isFilled(end, 'not'), port: hasPorts(protocol) ? portOf(textOf(end, 'port')) : '' };
}

/** True for a protocol that has ports. */
export function hasPorts(protocol: string): boolean {
  return ['tcp', 'udp', 'tcp/udp'].includes(protocol);
}

function portOf(text: string): string {
  return text === 'any' ? '' : text;
}

function orderOf(names: readonly string[], negated: boolean, interfaces: NetworkInterfaces): number {
  const [name = ''] = names;
  if (names.length !== 1 || negated) return ORDER.floating;
  return interfaces.isGroup(name) ? ORDER.group + interfaces.sequenceOf(name) : ORDER.interface;
}

/** Which of pf's stages a rule stands in. */
export function stageOf({ order }: FilterRule): 'automatic' | 'floating' | 'group' | 'interface' | 'last' {
  if (order < ORDER.floating) return 'automatic';
  if (order < ORDER.group) return 'floating';
  if (order < ORDER.interface) return 'group';
  return order < ORDER.interface + 1 ? 'interface' : 'last';
}

/** The entries of a list that is written with commas. */
export function listIn(text: string): string[] {
  return text.split(',').map(entry => entry.trim()).filter(entry => entry !== '');
}

function netsOf(text: string): string[] {
  const nets = listIn(text);
  return nets.includes('any') ? [] : nets;
}

/** An action in OPNsense's words; anything else passes. */
export function actionOf(text: string): FilterRule['action'] {
  const lower = text.toLowerCase();
  return lower === 'block' || lower === 'reject' ? lower : 'pass';
}

/** A direction in OPNsense's words; none means in. */
export function directionOf(text: string): FilterRule['direction'] {
  const lower = text.toLowerCase();
  return lower === 'out' ? 'out' : lower === '' || lower === 'in' ? 'in' : 'any';
}

/** An address family in OPNsense's words; none means both. */
export function familyOf(text: string): FilterRule['family'] {
  return text === 'inet6' || text === 'inet' ? text : 'inet46';
}

/** A protocol in lower case; '' for any. */
export function protocolOf(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'any' ? '' : lower;
}
