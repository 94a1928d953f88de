import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sudoWithoutPassword } from '../../../../../src/plugins/security/checks/system/sudo-without-password.check';
import { login } from './settings';

checkTest(sudoWithoutPassword, {
  fires: [{ says: 'it asks for nothing', values: login({ sudoWithoutPassword: true }), finds: ['sudo'] }],
  silent: [{ says: 'it asks, or is off', values: login() }],
  notApplicable: 'always applies',
});
