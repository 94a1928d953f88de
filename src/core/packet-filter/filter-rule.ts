import { type FilterConfiguration, type Fields, at, fieldsOf, isOn, isSet, listOf, textOf } from './configuration';
import { type NetworkInterfaces } from './network-interfaces';

/** One end of a rule: what addresses and ports it means. */
export interface RuleEnd {
  /** Names, addresses, networks and aliases; empty for any. */
  readonly nets: readonly string[];
  readonly negated: boolean;
  /** A port, a range or an alias; '' for any. */
  readonly port: string;
}

/** One rule of the packet filter that the operator made, whichever way. */
export interface FilterRule {
  /** Its uuid, or its place in the list of older rules. */
  readonly id: string;
  readonly origin: 'rule' | 'legacy';
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
  readonly source: RuleEnd;
  readonly destination: RuleEnd;
  /** The name of the schedule it runs by; '' for always. */
  readonly schedule: string;
  /** Where it stands: floating rules, then groups, then interfaces; newer rules before older ones. */
  readonly order: number;
}

const ORDER = { floating: 200_000, group: 300_000, interface: 400_000 };
/** Within one place rules of the newer kind stand first. */
const LEGACY_AFTER = 0.5;

/** The enabled rules of a configuration in the order in which pf sees them. */
export function filterRules(configuration: FilterConfiguration, interfaces: NetworkInterfaces): FilterRule[] {
  const own = listOf(at(configuration.models, 'Filter', 'rules', 'rule')).filter(rule => !isSet(rule, 'enabled') || isOn(rule, 'enabled'));
  const sorted = own.map((rule, index) => ({ rule: modelRule(rule, interfaces), sequence: Number(textOf(rule, 'sequence')) || 0, index })).sort((a, b) => a.sequence - b.sequence || a.index - b.index).map(({ rule }) => rule);
  const legacy = listOf(fieldsOf(configuration.filter)['rule']).flatMap((rule, index) => (isSet(rule, 'disabled') ? [] : [legacyRule(rule, index, interfaces)]));
  return [...sorted, ...legacy].map((rule, index) => ({ rule, index })).sort((a, b) => a.rule.order - b.rule.order || a.index - b.index).map(({ rule }) => rule);
}

function modelRule(rule: Fields, interfaces: NetworkInterfaces): FilterRule {
  const names = textOf(rule, 'interface').split(',').filter(name => name !== '');
  const negated = isOn(rule, 'interfacenot');
  const end = (side: string): RuleEnd => ({ nets: netsOf(textOf(rule, `${side}_net`)), negated: isOn(rule, `${side}_not`), port: textOf(rule, `${side}_port`) });
  return {
    id: textOf(rule, '@uuid'), origin: 'rule', description: textOf(rule, 'description'), action: actionOf(textOf(rule, 'action')), interfaces: names, notInterfaces: negated,
    direction: directionOf(textOf(rule, 'direction')), quick: textOf(rule, 'quick') !== '0', family: familyOf(textOf(rule, 'ipprotocol')), protocol: protocolOf(textOf(rule, 'protocol')),
    source: end('source'), destination: end('destination'), schedule: textOf(rule, 'sched'), order: orderOf(names, negated, interfaces),
  };
}

function legacyRule(rule: Fields, index: number, interfaces: NetworkInterfaces): FilterRule {
  const names = textOf(rule, 'interface').split(',').filter(name => name !== '');
  const floating = isOn(rule, 'floating');
  const order = floating ? ORDER.floating : orderOf(names, false, interfaces);
  return {
    id: textOf(rule, '@uuid') || `legacy ${String(index + 1)}`, origin: 'legacy', description: textOf(rule, 'descr'), action: actionOf(textOf(rule, 'type')), interfaces: names, notInterfaces: false,
    direction: directionOf(textOf(rule, 'direction') || (floating ? 'any' : 'in')), quick: floating ? isOn(rule, 'quick') : textOf(rule, 'quick') !== '0', family: familyOf(textOf(rule, 'ipprotocol')),
    protocol: protocolOf(textOf(rule, 'protocol')), source: legacyEnd(fieldsOf(rule['source'])), destination: legacyEnd(fieldsOf(rule['destination'])), schedule: textOf(rule, 'sched'), order: order + LEGACY_AFTER,
  };
}

/** One end of an older rule or of a port forward. */
export function legacyEnd(end: Fields): RuleEnd {
  const net = textOf(end, 'network') || textOf(end, 'address');
  return { nets: 'any' in end ? [] : netsOf(net), negated: isSet(end, 'not') && textOf(end, 'not') !== '0', port: textOf(end, 'port') };
}

function orderOf(names: readonly string[], negated: boolean, interfaces: NetworkInterfaces): number {
  if (names.length !== 1 || negated) return ORDER.floating;
  return interfaces.isGroup(names[0] ?? '') ? ORDER.group : ORDER.interface;
}

function netsOf(text: string): string[] {
  return text.split(',').map(net => net.trim()).filter(net => net !== '' && net !== 'any');
}

function actionOf(text: string): FilterRule['action'] {
  return text === 'block' || text === 'reject' ? text : 'pass';
}

function directionOf(text: string): FilterRule['direction'] {
  return text === 'in' || text === 'out' ? text : text === '' ? 'in' : 'any';
}

function familyOf(text: string): FilterRule['family'] {
  return text === 'inet6' || text === 'inet46' ? text : text === '' ? 'inet46' : 'inet';
}

/** A protocol in lower case; '' for any. */
export function protocolOf(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'any' ? '' : lower;
}
