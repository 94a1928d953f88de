import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { familiesOf, inboundPasses, isAnywhere, isUnlimited, keyOf, nothingToJudge, ruleEvidence } from '../exposure';

/** Networks from which anything may leave. */
export const unrestrictedEgress = check({
  id: 'firewall.unrestricted-egress',
  area: 'firewall',
  title: 'Everything may leave for the internet',
  question: 'May inner networks send only what they need to the internet?',
  severity: 'info',
  recommendation: 'Let out the services that the network needs, and log the rest for a while before it is blocked.',
  references: references({ 'pci-dss': ['1.3.2', '1.2.5'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['4.1', '5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const passes = inboundPasses(rules, rules.inside);
    if (passes.length === 0) return new NotApplicable('No rule lets inner networks send anything.');
    return passes
      .filter(({ rule }) => isUnlimited(rule, rules) && familiesOf(rule.family, rules).some(family => isAnywhere(rule.destination, family, rules)))
      .map(({ rule, on }) => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `What comes from ${on.map(({ label }) => label).join(', ')} may go anywhere on the internet, by ${rule.protocol === '' ? 'any protocol' : rule.protocol} and to any port.`,
        evidence: ruleEvidence(rule),
      }));
  },
});
