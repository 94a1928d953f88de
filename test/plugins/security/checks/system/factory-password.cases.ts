import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { factoryPassword } from '../../../../../src/plugins/security/checks/system/factory-password.check';

checkTest(factoryPassword, {
  fires: [{ says: "root's was never changed", values: { names: ['root'] }, finds: ['root'] }],
  silent: [{ says: 'all were', values: { names: [] } }],
  notApplicable: 'always applies',
});
