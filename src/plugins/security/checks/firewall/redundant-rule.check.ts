import { check, references } from '../../../../core/audit';
import { idleRules } from '../../facts/idle-rules.fact';
import { ruleset } from '../../facts/ruleset.fact';
import { switchedOff } from '../exposure';
import { idleFindings } from './idle';

/** Rules that would not be missed. */
export const redundantRule = check({
  id: 'firewall.redundant-rule',
  area: 'firewall',
  title: 'A rule changes nothing',
  question: 'Does every rule do something that no other rule does?',
  severity: 'info',
  recommendation: 'Delete the rule; without it, and all others that are named here, everything would pass or be blocked as it is.',
  references: references({ 'pci-dss': ['1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.2.2', '5.5'], cis: ['12.3'] }),
  needs: { rules: ruleset, idle: idleRules },
  judge: ({ rules, idle }) => idleFindings(rules, idle, 'redundant', 'the same becomes of it', ({ rule }) => switchedOff(rule)),
});
