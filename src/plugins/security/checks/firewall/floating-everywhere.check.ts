import { check, NotApplicable, references } from '../../../../core/audit';
import { stageOf } from '../../../../core/packet-filter';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { inboundPasses, isOpen, keyOf, nothingToJudge, ruleEvidence, switchedOff } from '../exposure';

const HARMLESS = ['icmp', 'ipv6-icmp'];

/** A floating rule that was meant for some networks and holds for all. */
export const floatingEverywhere = check({
  id: 'firewall.floating-everywhere',
  area: 'firewall',
  title: 'A floating rule lets in on every interface',
  question: 'Does every floating rule that lets something in name its interfaces or its sources?',
  severity: 'medium',
  recommendation: 'Choose the interfaces for which the rule is meant, so that it does not count towards the internet.',
  references: references({ 'pci-dss': ['1.2.5', '1.3.1'], bsi: ['NET.3.2.A2', 'NET.3.2.A3'], 'nist-800-41': ['4.1.1', '5.2.2'], cis: ['13.4'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const floating = inboundPasses(rules, [...rules.outside, ...rules.inside]).filter(({ rule }) => stageOf(rule) === 'floating');
    if (floating.length === 0) return new NotApplicable('No floating rule lets anything in.');
    return floating
      .filter(({ rule }) => rule.interfaces.length === 0 && !HARMLESS.includes(rule.protocol) && isOpen(rule, rules))
      .map(({ rule }) => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `The rule is on no interface in particular, so that it lets in from the internet as well${rule.quick ? '' : ', unless a later rule decides'}.`,
        evidence: ruleEvidence(rule),
        ...switchedOff(rule),
      }));
  },
});
