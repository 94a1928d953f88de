import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { idsOff } from '../../../../../src/plugins/security/checks/services/ids-off.check';
import { ids } from './settings';

checkTest(idsOff, {
  fires: [{ says: 'it is off', values: ids({ enabled: false }), finds: ['ids'] }],
  silent: [{ says: 'it only looks on', values: ids({ prevents: false }) }],
  notApplicable: 'always applies',
});
