import { check, NotApplicable, references } from '../../../../core/audit';
import { idleRules } from '../../facts/idle-rules.fact';
import { ruleCounters } from '../../facts/rule-counters.fact';
import { ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf, operatorsRules, ruleEvidence, switchedOff } from '../exposure';

const DAY = 86_400;
const FEWEST_DAYS = 7;

/** Openings that nobody uses. */
export const unusedRule = check({
  id: 'firewall.unused-rule',
  area: 'firewall',
  title: 'Nothing uses what a rule lets through',
  question: 'Is everything used that newer rules let through?',
  severity: 'info',
  recommendation: 'Ask whether it is still needed; switch the rule off for a while, then delete it. One that was changed lately has counted since then only.',
  references: references({ 'pci-dss': ['1.2.5', '1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.5'], cis: ['4.8', '12.3'] }),
  needs: { rules: ruleset, counters: ruleCounters, idle: idleRules },
  judge: ({ rules, counters, idle }) => {
    const own = operatorsRules(rules);
    if (own instanceof NotApplicable) return own;
    if (!counters.kept) return new NotApplicable('The counters of rules start anew whenever rules are loaded; Firewall > Settings > Advanced can have them kept.');
    const days = Math.floor(counters.seconds / DAY);
    if (days < FEWEST_DAYS) return new NotApplicable(`The firewall started ${String(days)} days ago: too short a time to tell what is not used.`);
    // A block that nothing ran into does no harm; older rules are counted under labels that the configuration does not hold.
    const counted = own.filter(({ origin, action, id }) => origin === 'rule' && action === 'pass' && counters.packets.has(id));
    if (counted.length === 0) return new NotApplicable('No newer rule that lets something through is loaded; older ones cannot be told apart by their counters.');
    const explained = new Set(idle.idle.map(({ rule }) => rule.id));
    return counted
      .filter(({ id }) => counters.packets.get(id) === 0 && !explained.has(id))
      .map(rule => ({
        key: keyOf(rule),
        subject: nameOf(rule),
        says: `No packet has come to it since the firewall started ${String(days)} days ago, or since the rule was last changed.`,
        evidence: { ...ruleEvidence(rule), packets: 0, counting_days: days },
        ...switchedOff(rule),
      }));
  },
});
