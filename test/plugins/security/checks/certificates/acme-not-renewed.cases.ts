import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { acmeNotRenewed } from '../../../../../src/plugins/security/checks/certificates/acme-not-renewed.check';
import { acme } from './stored';

checkTest(acmeNotRenewed, {
  fires: [{ says: 'one is not', values: { acme: [acme('a', { renewed: false }), acme('b')] }, finds: ['a'] }],
  silent: [{ says: 'all are', values: { acme: [acme('a')] } }],
  notApplicable: [{ says: 'without certificates', values: { acme: [] } }],
});
