import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sshRootLogin } from '../../../../../src/plugins/security/checks/system/ssh-root-login.check';
import { ssh } from './settings';

checkTest(sshRootLogin, {
  fires: [{ says: 'it is permitted', values: ssh({ rootLogin: true }), finds: ['root'] }],
  silent: [{ says: 'it is not', values: ssh() }],
  notApplicable: [{ says: 'where SSH is off', values: ssh({ enabled: false, rootLogin: true }) }],
});
