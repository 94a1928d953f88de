import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { almightyApiKey } from '../../../../../src/plugins/security/checks/system/almighty-api-key.check';
import { account, root } from './settings';

checkTest(almightyApiKey, {
  fires: [
    { says: "root's", values: { accounts: [{ ...root, hasApiKeys: true }, account('metrics', { hasApiKeys: true })] }, finds: ['root'] },
    { says: "an administrator's", values: { accounts: [root, account('alice', { hasApiKeys: true, allPrivileges: true })] }, finds: ['alice'] },
  ],
  silent: [
    { says: 'of one who may little', values: { accounts: [root, account('metrics', { hasApiKeys: true })] } },
    { says: 'of an administrator who is disabled', values: { accounts: [root, account('alice', { hasApiKeys: true, allPrivileges: true, active: false })] } },
  ],
  notApplicable: [{ says: 'without keys', values: { accounts: [root] } }],
});
