import { auditTime, check, NotApplicable, type Observation, references } from '../../../../core/audit';
import { type FilterRule, localTime } from '../../../../core/packet-filter';
import { ruleset, type Ruleset } from '../../facts/ruleset.fact';
import { nameOf } from '../../traffic/rule-words';
import { keyOf, operatorsRules, ruleEvidence, switchedOff } from '../exposure';

const DAY_MS = 86_400_000;

/** Rules for a time that is over. */
export const expiredSchedule = check({
  id: 'firewall.expired-schedule',
  area: 'firewall',
  title: 'The time of a rule is over, or never comes',
  question: 'Is the schedule of every rule still to come?',
  severity: 'low',
  recommendation: 'Delete the rule, or give it the schedule that is meant: one of single days begins anew every year.',
  references: references({ 'pci-dss': ['1.2.5', '1.2.7'], bsi: ['NET.3.2.A2'], 'nist-800-41': ['5.5'], cis: ['12.3'] }),
  needs: { rules: ruleset, now: auditTime },
  judge: ({ rules, now }) => {
    const own = operatorsRules(rules);
    if (own instanceof NotApplicable) return own;
    const scheduled = own.filter(({ schedule }) => schedule !== '');
    if (scheduled.length === 0) return new NotApplicable('No rule runs by a schedule.');
    return scheduled.flatMap((rule): Observation[] => {
      const found = problemOf(rule, rules, now);
      return found === undefined ? [] : [{ key: keyOf(rule), subject: nameOf(rule), evidence: ruleEvidence(rule), ...found }];
    });
  },
});

function problemOf(rule: FilterRule, { filter: { schedules } }: Ruleset, now: number): Pick<Observation, 'says' | 'severity' | 'fix'> | undefined {
  const { schedule } = rule;
  // Yesterday everywhere on earth.
  const yesterday = localTime(now - DAY_MS, 'UTC');
  if (schedules.status(schedule, yesterday) === 'missing') return { says: `There is no schedule ${schedule}, so that the rule always counts.`, severity: 'medium' };
  if (schedules.isNever(schedule)) return { says: `No moment falls into the schedule ${schedule}, so that the rule never counts.`, ...switchedOff(rule) };
  return schedules.isOver(schedule, yesterday) ? { says: `The last day of the schedule ${schedule} in this year is over; next year the rule counts again.`, ...switchedOff(rule) } : undefined;
}
