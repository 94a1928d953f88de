import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { sharedRoot } from '../../../../../src/plugins/security/checks/system/shared-root.check';
import { account, root } from './settings';

checkTest(sharedRoot, {
  fires: [
    { says: 'nobody else', values: { accounts: [root] }, finds: ['root'] },
    { says: 'another who is disabled, and one who may little', values: { accounts: [root, account('alice', { allPrivileges: true, active: false }), account('bob')] }, finds: ['root'] },
  ],
  silent: [{ says: 'somebody with a name', values: { accounts: [root, account('alice', { allPrivileges: true })] } }],
  notApplicable: 'always applies',
});
