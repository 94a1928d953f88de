import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { acmeTestAuthority } from '../../../../../src/plugins/security/checks/certificates/acme-test-authority.check';
import { acme } from './stored';

checkTest(acmeTestAuthority, {
  fires: ['letsencrypt_test', 'buypass_test', 'google_test'].map(authority => ({ says: authority, values: { acme: [acme('a', { authority }), acme('b')] }, finds: ['a'] })),
  silent: [{ says: 'real ones, and one that is not known', values: { acme: [acme('a'), acme('b', { authority: 'custom' }), acme('c', { authority: '' })] } }],
  notApplicable: [{ says: 'without certificates', values: { acme: [] } }],
});
