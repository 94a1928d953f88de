import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { unusedRule } from '../../../../../src/plugins/security/checks/firewall/unused-rule.check';
import { type RuleCounters } from '../../../../../src/plugins/security/facts/rule-counters.fact';
import { type Given, pass, rulesAndIdle, uuid, withoutRules } from '../rules';

const DAY = 86_400;
const web = { protocol: 'TCP', destination_port: '443' };
const mail = { protocol: 'TCP', destination_port: '25' };

/** Rules, and the packets that came to each of them. */
function counted(given: Given, packets: Readonly<Record<string, number>>, more: Partial<RuleCounters> = {}) {
  return { ...rulesAndIdle(given), counters: { kept: true, seconds: 30 * DAY, packets: new Map(Object.entries(packets)), ...more } };
}

const two = { own: [pass(1, web), pass(2, mail)] };
const onceUsed = { [uuid(1)]: 12, [uuid(2)]: 0 };

checkTest(unusedRule, {
  fires: [
    { says: 'what nothing has come to for weeks', values: counted(two, onceUsed), finds: [uuid(2)] },
    { says: 'after a week', values: counted(two, onceUsed, { seconds: 7 * DAY }), finds: [uuid(2)] },
  ],
  silent: [
    { says: 'what is used', values: counted(two, { [uuid(1)]: 12, [uuid(2)]: 1 }) },
    { says: 'a block that nobody ran into', values: counted({ own: [pass(1, web), pass(2, { ...mail, action: 'block' })] }, onceUsed) },
    { says: 'a rule that others take everything of, which is found as that', values: counted({ own: [pass(1), pass(2, web)] }, onceUsed) },
    { says: 'a rule that is not loaded, by its schedule', values: counted(two, { [uuid(1)]: 12 }) },
  ],
  notApplicable: [
    ...withoutRules.map(({ says, values }) => ({ says, values: { ...values, counters: counted(two, onceUsed).counters } })),
    { says: 'counters are not kept', values: counted(two, {}, { kept: false, seconds: 0 }) },
    { says: 'the firewall started some days ago', values: counted(two, onceUsed, { seconds: 6 * DAY }) },
    { says: 'older rules only', values: counted({ legacy: [{ type: 'pass', interface: 'opt7', source: { any: '1' }, destination: { any: '1' } }] }, { d41d8cd98f00b204e9800998ecf8427e: 0 }) },
  ],
});
