import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { expiredSchedule } from '../../../../../src/plugins/security/checks/firewall/expired-schedule.check';
import { type Ruleset } from '../../../../../src/plugins/security/facts/ruleset.fact';
import { pass, rules, uuid, withoutRules } from '../rules';

const dates = (month: string, day: string) => ({ timerange: { month, day, hour: '8:00-18:00' } });
const schedules = [
  { name: 'Fair', ...dates('3,3', '4,5') },
  { name: 'Party', ...dates('12', '24') },
  { name: 'Work', timerange: { position: '1,2,3,4,5', hour: '8:00-18:00' } },
  { name: 'Never', ...dates('2', '30') },
];

/** A rule by that schedule, on that day of 2026. */
function by(sched: string, month: number, day: number): { rules: Ruleset; now: number } {
  return { ...rules({ own: [pass(1, { sched })], schedules }), now: Date.UTC(2026, month - 1, day, 12) };
}

checkTest(expiredSchedule, {
  fires: [
    { says: 'the last day is over', values: by('Fair', 3, 7), finds: [uuid(1)] },
    { says: 'the last day was months ago', values: by('Fair', 11, 1), finds: [uuid(1)] },
    { says: 'a day that is in no calendar', values: by('Never', 1, 1), finds: [uuid(1)] },
    { says: 'a schedule that there is not', values: by('Gone', 1, 1), finds: [uuid(1)], severities: ['medium'] },
  ],
  silent: [
    { says: 'the last day is still to come', values: by('Party', 11, 1) },
    { says: 'the last day is over in some places only', values: by('Fair', 3, 6) },
    { says: 'days of the week', values: by('Work', 11, 1) },
  ],
  notApplicable: [...withoutRules.map(({ says, values }) => ({ says, values: { ...values, now: 0 } })), { says: 'without schedules', values: by('', 1, 1) }],
});
