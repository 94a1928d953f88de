import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { antiLockoutOn } from '../../../../../src/plugins/security/checks/firewall/anti-lockout-on.check';
import { nothingToJudge, rules } from '../rules';

checkTest(antiLockoutOn, {
  fires: [{ says: 'it is on', values: rules({ system: { webgui: { protocol: 'https' } } }), finds: ['anti-lockout'] }],
  silent: [{ says: 'it is off', values: rules() }],
  notApplicable: nothingToJudge,
});
