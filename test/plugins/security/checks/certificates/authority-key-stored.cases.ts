import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { authorityKeyStored } from '../../../../../src/plugins/security/checks/certificates/authority-key-stored.check';
import { authority, stored } from './stored';

checkTest(authorityKeyStored, {
  fires: [{ says: 'of a root', values: { certificates: [authority('a', { hasPrivateKey: true }), stored('b')] }, finds: ['a'] }],
  silent: [{ says: 'without the key, and an intermediate one', values: { certificates: [authority('a'), authority('b', { hasPrivateKey: true, selfSigned: false })] } }],
  notApplicable: [{ says: 'without authorities', values: { certificates: [stored('a')] } }],
});
