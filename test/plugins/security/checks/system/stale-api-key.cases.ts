import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { staleApiKey } from '../../../../../src/plugins/security/checks/system/stale-api-key.check';
import { account, root } from './settings';

checkTest(staleApiKey, {
  fires: [{ says: 'of an account that is over', values: { accounts: [root, account('gone', { active: false, hasApiKeys: true }), account('metrics', { hasApiKeys: true })] }, finds: ['gone'] }],
  silent: [{ says: 'of one in use', values: { accounts: [account('metrics', { hasApiKeys: true }), account('gone', { active: false })] } }],
  notApplicable: [{ says: 'without keys', values: { accounts: [root] } }],
});
