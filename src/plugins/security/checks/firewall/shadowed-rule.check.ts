import { check, references } from '../../../../core/audit';
import { idleRules } from '../../facts/idle-rules.fact';
import { ruleset } from '../../facts/ruleset.fact';
import { idleFindings } from './idle';

/** Rules that somebody relies on, and that other rules overrule. */
export const shadowedRule = check({
  id: 'firewall.shadowed-rule',
  area: 'firewall',
  title: 'Other rules overrule a rule altogether',
  question: 'Can every rule decide about something?',
  severity: 'low',
  recommendation: 'Find out which of them is meant: move the rule before the others, narrow those down, or delete the rule.',
  references: references({ 'pci-dss': ['1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.2.2', '5.5'], cis: ['12.3', '13.4'] }),
  needs: { rules: ruleset, idle: idleRules },
  judge: ({ rules, idle }) =>
    // A block that never blocks is a hole where somebody believes to have closed one.
    idleFindings(rules, idle, 'shadowed', 'something else becomes of it', ({ rule, by }) => (rule.action !== 'pass' && by.some(({ action }) => action === 'pass') ? { severity: 'medium' } : {})),
});
