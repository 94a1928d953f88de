import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { undocumentedRule } from '../../../../../src/plugins/security/checks/firewall/undocumented-rule.check';
import { pass, rules, uuid, withoutRules } from '../rules';

checkTest(undocumentedRule, {
  fires: [
    { says: 'a newer and an older rule without a word, and one with blanks', values: rules({ own: [pass(1, { description: '' }), pass(2, { action: 'block', description: '  ' })], legacy: [{ '@uuid': uuid(3), type: 'pass', interface: 'opt7', source: { any: '1' }, destination: { any: '1' } }] }), finds: [uuid(1), uuid(2), uuid(3)] },
  ],
  silent: [{ says: 'rules with words, and one without that is off', values: rules({ own: [pass(1), pass(2, { enabled: '0', description: '' })] }) }],
  notApplicable: withoutRules,
});
