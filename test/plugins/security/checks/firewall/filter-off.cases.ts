import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { filterOff } from '../../../../../src/plugins/security/checks/firewall/filter-off.check';
import { rules } from '../rules';

checkTest(filterOff, {
  fires: [{ says: 'it is off', values: rules({ system: { disablefilter: 'enabled' } }), finds: ['filter'] }],
  silent: [{ says: 'it is on', values: rules() }],
  notApplicable: 'always applies',
});
