import { check, NotApplicable, references } from '../../../../core/audit';
import { nameOf } from '../../traffic/rule-words';
import { ruleset } from '../../facts/ruleset.fact';
import { familiesOf, inboundPasses, isAnywhere, isUnlimited, keyOf, nothingToJudge, ruleEvidence, switchedOff } from '../exposure';

/** A rule that makes a router of the firewall. */
export const anyToAny = check({
  id: 'firewall.any-to-any',
  area: 'firewall',
  title: 'A rule lets everything in from the internet',
  question: 'Is every rule that lets something in from the internet about certain targets or services?',
  severity: 'critical',
  recommendation: 'Replace the rule by one for each service that has to be reached, with its address and port.',
  references: references({ 'pci-dss': ['1.2.5', '1.3.1', '1.4.2'], bsi: ['NET.3.2.A2', 'NET.3.2.A3'], 'nist-800-41': ['4.1', '5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const passes = inboundPasses(rules, rules.outside);
    if (passes.length === 0) return new NotApplicable('No rule lets anything in from the internet.');
    return passes
      .filter(({ rule }) => isUnlimited(rule, rules) && familiesOf(rule.family, rules).some(family => isAnywhere(rule.source, family, rules) && isAnywhere(rule.destination, family, rules)))
      .map(({ rule, on }) => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `Whoever is on the internet may send ${rule.protocol === '' ? 'anything' : `${rule.protocol} to any port`} to anywhere through ${on.map(({ label }) => label).join(', ')}.`,
        evidence: ruleEvidence(rule),
        ...switchedOff(rule),
      }));
  },
});
