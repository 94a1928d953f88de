import { isUuid } from '../../../core';
import { type Fix, NotApplicable } from '../../../core/audit';
import { type FilterRule, isIpv6, type Packet, type RuleEnd, stageOf } from '../../../core/packet-filter';
import { type Interface } from '../facts/interfaces.fact';
import { type Ruleset } from '../facts/ruleset.fact';

/** An address family. */
export type Family = 'inet' | 'inet6';

/** Addresses all over the internet that mean nothing to anybody. */
export const STRANGERS: Readonly<Record<Family, readonly string[]>> = {
  inet: ['23.17.91.203', '77.41.163.9', '151.68.12.77', '211.8.221.54'],
  inet6: ['2001:4b98:dc2::7b1', '2403:6200:88a2::9c4', '2607:fb90:7b21::d35', '2a02:2f0b:c41::e17'],
};
/** Stands for an address that only the firewall knows. */
const UNKNOWN_OWN: Readonly<Record<Family, string>> = { inet: '45.90.17.5', inet6: '2a05:d014:9e7::5' };
/** Who lets in half of the internet means all of it. */
const ENOUGH = 2;
const FILTER_OFF = 'The packet filter is off, so that no rule counts.';
const LINK_LOCAL = /^fe80:/i;
const ALL_PORTS = 60_000;

/** A rule that lets something in, and the interfaces on which it does. */
export interface InboundPass {
  readonly rule: FilterRule;
  readonly on: readonly Interface[];
}

/** Why rules cannot be judged: nothing is filtered, or nothing leads outside. Undefined where they can. */
export function nothingToJudge({ isOff, outside }: Ruleset): NotApplicable | undefined {
  if (isOff) return new NotApplicable(FILTER_OFF);
  return outside.length === 0 ? new NotApplicable('No interface leads to the internet.') : undefined;
}

/** The operator's rules that are on, or why there are none to judge. */
export function operatorsRules({ isOff, filter }: Ruleset): readonly FilterRule[] | NotApplicable {
  if (isOff) return new NotApplicable(FILTER_OFF);
  const own = filter.rules.filter(({ origin }) => origin !== 'automatic');
  return own.length === 0 ? new NotApplicable('No rule of an operator is on.') : own;
}

/** The operator's rules that let something in on those interfaces, and that are on at some time. */
export function inboundPasses({ filter }: Ruleset, among: readonly Interface[]): InboundPass[] {
  return filter.rules.flatMap((rule): InboundPass[] => {
    if (rule.origin === 'automatic' || rule.action !== 'pass' || rule.direction === 'out' || filter.schedules.isNever(rule.schedule)) return [];
    const on = among.filter(({ name }) => filter.matcher.onInterface(rule.interfaces, rule.notInterfaces, name) === 'yes');
    return on.length === 0 ? [] : [{ rule, on }];
  });
}

/** The families that a rule or a forward is for and the firewall lets pass. */
export function familiesOf(family: string, { ipv6 }: Pick<Ruleset, 'ipv6'>): Family[] {
  return [...(family === 'inet6' ? [] : ['inet' as const]), ...(family === 'inet' || !ipv6 ? [] : ['inet6' as const])];
}

/** True when the end of a rule means at least half of the internet: any, not something, a list that adds up to it. */
export function isAnywhere(end: RuleEnd, family: Family, { filter }: Pick<Ruleset, 'filter'>): boolean {
  const holds = STRANGERS[family].filter(address => filter.matcher.address(end, address, packet(address, address, ''), false, false) === 'yes');
  return holds.length >= ENOUGH;
}

/** True when whoever is on the internet is the source. */
export function isOpen({ source, family }: { readonly source: RuleEnd; readonly family: string }, rules: Ruleset): boolean {
  return familiesOf(family, rules).some(each => isAnywhere(source, each, rules));
}

/** True for a rule on all protocols, or on nearly all ports of TCP or UDP, without further conditions. */
export function isUnlimited({ protocol, destination, source, tagged, furtherConditions }: FilterRule, { filter }: Ruleset): boolean {
  if (tagged !== '' || furtherConditions !== '') return false;
  if (protocol === '') return true;
  const isFree = ({ port }: RuleEnd): boolean => port === '' || sizeOf(filter.portsOf(port).ranges) > ALL_PORTS;
  return ['tcp', 'udp', 'tcp/udp'].includes(protocol) && isFree(source) && isFree(destination);
}

/** How many ports the ranges hold. */
export function sizeOf(ranges: readonly (readonly [from: number, to: number])[]): number {
  return ranges.reduce((sum, [from, to]) => sum + Math.max(0, to - from + 1), 0);
}

/** The address of the firewall on that interface, or one in its place where only the firewall knows it; undefined when it has none. */
export function ownAddress(name: string, family: Family, { filter }: Pick<Ruleset, 'filter'>): string | undefined {
  const found = filter.interfaces.named(name);
  const written = found?.addresses.map(each => each.split('/', 1)[0] ?? '').find(each => isIpv6(each) === (family === 'inet6') && !LINK_LOCAL.test(each));
  return written ?? (found?.isDynamic === true ? UNKNOWN_OWN[family] : undefined);
}

/** Where a connection from the internet goes to. */
export type Destination = Pick<Packet, 'interface' | 'destination' | 'destinationPort' | 'protocol' | 'toFirewall'>;

/** The rule that lets a connection from the internet in for certain, at least at some time, and wherever it comes from; undefined when there is none for half of it. */
export function decisionOnStrangers(to: Destination, { filter }: Pick<Ruleset, 'filter'>): FilterRule | undefined {
  const family = isIpv6(to.destination) ? 'inet6' : 'inet';
  const passed = STRANGERS[family].flatMap(source => {
    const asked: Packet = { ...to, source, direction: 'in', sourcePort: 49_731 };
    const { rule, candidates } = filter.decide(asked);
    // What a schedule opens now and then is open.
    const scheduled = candidates.find(({ rule: each }) => each.quick && each.schedule !== '' && !filter.schedules.isNever(each.schedule) && filter.matcher.unmet(each, asked).every(({ condition }) => condition === 'schedule'))?.rule;
    const decides = scheduled?.action === 'pass' ? scheduled : rule;
    return decides?.action === 'pass' ? [decides] : [];
  });
  return passed.length >= ENOUGH ? passed[0] : undefined;
}

/** The rules that let everybody on the internet reach that port of the firewall on that interface, by address family; none where nobody does for certain. */
export function openings(name: string, port: number, protocol: string, rules: Ruleset): { readonly family: Family; readonly rule: FilterRule }[] {
  return familiesOf('inet46', rules).flatMap(family => {
    const destination = ownAddress(name, family, rules);
    const rule = destination === undefined ? undefined : decisionOnStrangers({ interface: name, destination, destinationPort: port, protocol, toFirewall: true }, rules);
    return rule === undefined ? [] : [{ family, rule }];
  });
}

/** What identifies a rule or a forward in later audits: its uuid, or else what it says, since its place may change. */
export function keyOf({ id, description, ...rule }: Pick<FilterRule, 'id' | 'description' | 'interfaces' | 'protocol' | 'source' | 'destination'> & { readonly family: string }): string {
  return isUuid(id) ? id : [rule.interfaces.join(','), rule.family, rule.protocol, endText(rule.source), endText(rule.destination), description].join(' ');
}

/** The call that switches a rule off, for one that a tool can change. */
export function switchedOff({ id, origin }: FilterRule): { readonly fix?: Fix } {
  return origin === 'rule' && isUuid(id) ? { fix: { tool: 'opn_toggle_firewall_rule', arguments: { uuid: id, enabled: false } } } : {};
}

/** A rule as it stands, with its kind (of the newer or the older page) and its place among the others. */
export function ruleEvidence(rule: FilterRule): Readonly<Record<string, unknown>> {
  return {
    rule: rule.id,
    kind: KINDS[rule.origin],
    place: stageOf(rule),
    action: rule.action,
    interfaces: rule.interfaces.length === 0 ? ['any'] : rule.interfaces.map(name => `${rule.notInterfaces ? 'not ' : ''}${name}`),
    direction: rule.direction,
    quick: rule.quick,
    family: rule.family,
    protocol: rule.protocol || 'any',
    source: endText(rule.source),
    destination: endText(rule.destination),
    log: rule.log,
    ...(rule.schedule === '' ? {} : { schedule: rule.schedule }),
  };
}

const KINDS: Readonly<Record<FilterRule['origin'], string>> = { rule: 'MVC', legacy: 'legacy', automatic: 'automatic' };

/** The end of a rule in a few words. */
export function endText({ nets, negated, port }: RuleEnd): string {
  return `${negated ? 'not ' : ''}${nets.join(', ') || 'any'}${port === '' ? '' : ` port ${port}`}`;
}

function packet(source: string, destination: string, protocol: string): Packet {
  return { source, destination, protocol, interface: '', direction: 'in', toFirewall: false };
}
