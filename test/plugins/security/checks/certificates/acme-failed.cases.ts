import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { acmeFailed } from '../../../../../src/plugins/security/checks/certificates/acme-failed.check';
import { acme } from './stored';

checkTest(acmeFailed, {
  fires: ['300', '400', '500'].map(status => ({ says: `code ${status}`, values: { acme: [acme('a', { status }), acme('b')] }, finds: ['a'] })),
  silent: [{ says: 'issued, not tried yet, revoked', values: { acme: [acme('a'), acme('b', { status: '100' }), acme('c', { status: '250' })] } }],
  notApplicable: [{ says: 'without certificates', values: { acme: [] } }],
});
