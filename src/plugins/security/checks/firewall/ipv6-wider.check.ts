import { check, NotApplicable, references } from '../../../../core/audit';
import { addressRange, type FilterRule, type RuleEnd } from '../../../../core/packet-filter';
import { ruleset, type Ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { type Family, inboundPasses, isAnywhere, isUnlimited, keyOf, nothingToJudge, ruleEvidence } from '../exposure';

const NETWORK_BITS = 64;

/** Hosts that translation hides for IPv4 and that IPv6 shows to everyone. */
export const ipv6Wider = check({
  id: 'firewall.ipv6-wider',
  area: 'firewall',
  title: 'IPv6 is opened wider than IPv4',
  question: 'Do rules let in no more from the internet by IPv6 than by IPv4?',
  severity: 'high',
  recommendation: 'Let in by IPv6 only what each host offers, by address and port; the public addresses of IPv6 are reached without any forward.',
  references: references({ 'pci-dss': ['1.3.1', '1.4.2'], bsi: ['NET.3.2.A2', 'NET.3.2.A3'], 'nist-800-41': ['4.1.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    if (!rules.ipv6) return new NotApplicable('All of IPv6 is blocked.');
    const wide = inboundPasses(rules, rules.outside).filter(({ rule }) => isUnlimited(rule, rules));
    const byIpv4 = wide.filter(({ rule }) => rule.family !== 'inet6' && isWide(rule, 'inet', rules));
    return wide
      .filter(({ rule, on }) => rule.family === 'inet6' && isWide(rule, 'inet6', rules) && !on.every(each => byIpv4.some(other => other.on.includes(each) && ['', rule.protocol].includes(other.rule.protocol))))
      .map(({ rule, on }) => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `Every port of ${rule.destination.nets.length === 0 ? 'every host' : 'a whole network'} is reached by IPv6 through ${on.map(({ label }) => label).join(', ')}, and not by IPv4.`,
        evidence: ruleEvidence(rule),
      }));
  },
});

const isWide = (rule: FilterRule, family: Family, rules: Ruleset): boolean => isAnywhere(rule.source, family, rules) && (isAnywhere(rule.destination, family, rules) || holdsNetwork(rule.destination, rules));

function holdsNetwork({ nets }: RuleEnd, { filter: { interfaces, aliases } }: Ruleset): boolean {
  const written = nets.flatMap(net => (aliases.has(net) ? aliases.content(net).addresses : [net]));
  return written.some(net => interfaces.named(net) !== undefined || interfaces.isGroup(net) || (addressRange(net)?.bits ?? NETWORK_BITS + 1) <= NETWORK_BITS);
}
