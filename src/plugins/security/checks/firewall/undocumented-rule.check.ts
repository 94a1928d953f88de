import { check, NotApplicable, references } from '../../../../core/audit';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf, operatorsRules, ruleEvidence } from '../exposure';

/** Rules of which nobody knows any more what they are for. */
export const undocumentedRule = check({
  id: 'firewall.undocumented-rule',
  area: 'firewall',
  title: 'A rule does not say what it is for',
  question: 'Does every rule have a description?',
  severity: 'info',
  recommendation: 'Describe what the rule is for and who asked for it (opn_update_firewall_rule, description).',
  references: references({ 'pci-dss': ['1.2.5'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.5'], cis: ['4.2', '12.3'] }),
  needs: { rules: ruleset },
  judge: ({ rules }) => {
    const own = operatorsRules(rules);
    if (own instanceof NotApplicable) return own;
    return own
      .filter(({ description }) => description.trim() === '')
      .map(rule => ({ key: keyOf(rule), subject: nameOf(rule), says: `It ${rule.action === 'pass' ? 'lets something through' : `${rule.action}s something`}, and nothing says why.`, evidence: ruleEvidence(rule) }));
  },
});
