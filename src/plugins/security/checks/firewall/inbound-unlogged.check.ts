import { isUuid } from '../../../../core';
import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { inboundPasses, keyOf, nothingToJudge, ruleEvidence } from '../exposure';

const CHATTER = ['icmp', 'ipv6-icmp'];

/** Connections from the internet that leave no trace. */
export const inboundUnlogged = check({
  id: 'firewall.inbound-unlogged',
  area: 'firewall',
  title: 'Connections from the internet are not logged',
  question: 'Does every rule that lets connections in from the internet log them?',
  severity: 'low',
  recommendation: 'Switch logging on for the rule.',
  references: references({ 'pci-dss': ['10.2.1'], bsi: ['NET.3.2.A9'], 'nist-800-41': ['5.2.3'], cis: ['8.2'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const nothing = nothingToJudge(rules);
    if (nothing !== undefined) return nothing;
    const passes = inboundPasses(rules, rules.outside).filter(({ rule }) => !CHATTER.includes(rule.protocol));
    if (passes.length === 0) return new NotApplicable('No rule lets connections in from the internet.');
    return passes
      .filter(({ rule }) => !rule.log)
      .map(({ rule, on }) => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `What it lets in through ${on.map(({ label }) => label).join(', ')} is not logged.`,
        evidence: ruleEvidence(rule),
        ...(isUuid(rule.id) && rule.origin === 'rule' ? { fix: { tool: 'opn_update_firewall_rule', arguments: { uuid: rule.id, log: true } } } : {}),
      }));
  },
});
