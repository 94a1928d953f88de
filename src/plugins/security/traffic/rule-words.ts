import { type FilterRule, type Packet, type PacketFilter, type Translation } from '../../../core/packet-filter';

/** A rule by its description, or by its id when it has none. */
export function nameOf({ description, id }: Pick<FilterRule | Translation, 'description' | 'id'>): string {
  return description === '' ? `rule ${id}` : `"${description}"`;
}

/** What a rule asks for in one of its conditions. */
function wanted(rule: FilterRule, condition: string): string {
  const end = (side: 'source' | 'destination'): string => `${rule[side].negated ? 'not ' : ''}${rule[side].nets.join(' or ') || 'any'}`;
  switch (condition) {
    case 'interface':
      return `${rule.notInterfaces ? 'not ' : ''}${rule.interfaces.join(', ')}`;
    case 'source':
    case 'destination':
      return end(condition);
    case 'source port':
      return rule.source.port;
    case 'destination port':
      return rule.destination.port;
    case 'protocol':
      return rule.protocol;
    case 'direction':
      return rule.direction;
    case 'address family':
      return rule.family;
    case 'ICMP type':
      return [...rule.icmpTypes, ...rule.icmp6Types].join(', ');
    case 'schedule':
      return `${rule.schedule}, which is not active now`;
    case 'mark':
      return rule.tagged;
    default:
      return rule.furtherConditions || 'other TCP flags';
  }
}

/** Conditions of which only one needs to differ for a rule to be worth a word. */
const TELLING = new Set(['source', 'source port', 'destination', 'destination port', 'protocol', 'schedule', 'ICMP type']);
const MOST_NEAR_MISSES = 3;

/** Rules of the operator that would have decided otherwise but for one condition, or because they are off. */
export function nearMisses(filter: PacketFilter, packet: Packet, action: 'pass' | 'block'): string[] {
  const isOther = (rule: FilterRule): boolean => rule.origin !== 'automatic' && (rule.action === 'pass') !== (action === 'pass');
  const off = filter.disabled.filter(rule => isOther(rule) && filter.matcher.matches(rule, packet) === 'yes').map(rule => `${nameOf(rule)} would ${verb(rule)}, but is off`);
  const missed = filter.rules.filter(isOther).flatMap(rule => {
    const unmet = filter.matcher.unmet(rule, packet);
    const [only] = unmet;
    if (only === undefined || unmet.length > 1 || only.holds === 'maybe' || !TELLING.has(only.condition)) return [];
    return [`${nameOf(rule)} would ${verb(rule)}, but wants ${only.condition} ${wanted(rule, only.condition)}`];
  });
  return [...off, ...missed].slice(0, MOST_NEAR_MISSES);
}

const verb = ({ action }: FilterRule): string => action;

/** What it would take to know whether a rule matches. */
export function doubtOf(filter: PacketFilter, rule: FilterRule, packet: Packet): string {
  const doubts = filter.matcher.unmet(rule, packet).map(({ condition }) => {
    const names = condition === 'source' || condition === 'destination' ? rule[condition].nets : condition === 'source port' ? [rule.source.port] : condition === 'destination port' ? [rule.destination.port] : [];
    const unknown = [...new Set(names.flatMap(name => (filter.aliases.has(name) ? filter.aliases.content(name).unknown : [])))];
    if (condition === 'source port' && packet.sourcePort === undefined) return 'the source port, which was not given';
    if (condition === 'destination port' && packet.destinationPort === undefined) return 'the destination port, which was not given';
    return unknown.length > 0 ? unknown.join(', ') : `its ${condition} (${wanted(rule, condition)})`;
  });
  return `Whether ${nameOf(rule)} (${rule.action}) matches depends on ${doubts.join(' and ')}.`;
}
