import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sshPasswordLogin } from '../../../../../src/plugins/security/checks/system/ssh-password-login.check';
import { ssh } from './settings';

checkTest(sshPasswordLogin, {
  fires: [{ says: 'they are permitted', values: ssh({ passwordLogin: true }), finds: ['password'] }],
  silent: [{ says: 'keys only', values: ssh() }],
  notApplicable: [{ says: 'where SSH is off', values: ssh({ enabled: false, passwordLogin: true }) }],
});
