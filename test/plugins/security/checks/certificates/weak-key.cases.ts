import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { weakKey } from '../../../../../src/plugins/security/checks/certificates/weak-key.check';
import { authority, stored } from './stored';

checkTest(weakKey, {
  fires: [
    { says: 'RSA of 1024 bits, also in an authority', values: { certificates: [stored('a', { keyType: 'rsa', keyBits: 1024 }), authority('b', { keyType: 'rsa', keyBits: 1024 })] }, finds: ['a', 'b'] },
    { says: 'a short curve', values: { certificates: [stored('a', { keyBits: 192 })] }, finds: ['a'] },
  ],
  silent: [{ says: 'long enough', values: { certificates: [stored('a'), stored('b', { keyType: 'rsa', keyBits: 2048 }), stored('c', { keyType: 'ed25519', keyBits: undefined })] } }],
  notApplicable: [{ says: 'without certificates', values: { certificates: [] } }],
});
