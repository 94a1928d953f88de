import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { hiddenAdministrator } from '../../../../../src/plugins/security/checks/system/hidden-administrator.check';
import { account, root } from './settings';

checkTest(hiddenAdministrator, {
  fires: [{ says: 'by a privilege of its own', values: { accounts: [root, account('ghost', { allPrivileges: true })] }, finds: ['ghost'] }],
  silent: [{ says: 'members of admins, and one who is disabled', values: { accounts: [root, account('alice', { allPrivileges: true, inAdmins: true }), account('ghost', { allPrivileges: true, active: false })] } }],
  notApplicable: 'always applies',
});
