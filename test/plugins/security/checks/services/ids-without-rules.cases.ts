import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { idsWithoutRules } from '../../../../../src/plugins/security/checks/services/ids-without-rules.check';
import { ids } from './settings';

checkTest(idsWithoutRules, {
  fires: [{ says: 'nothing is enabled', values: ids({ rules: 0 }), finds: ['ids'] }],
  silent: [{ says: 'a single list is', values: ids({ rules: 1 }) }],
  notApplicable: [{ says: 'where it is off', values: ids({ enabled: false, rules: 0 }) }],
});
