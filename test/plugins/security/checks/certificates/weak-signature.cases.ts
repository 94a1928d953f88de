import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { weakSignature } from '../../../../../src/plugins/security/checks/certificates/weak-signature.check';
import { authority, stored } from './stored';

checkTest(weakSignature, {
  fires: [{ says: 'SHA-1 and MD5', values: { certificates: [stored('a', { digest: 'sha1' }), stored('b', { digest: 'md5' }), stored('c')] }, finds: ['a', 'b'] }],
  silent: [
    { says: 'SHA-2, or none of its own', values: { certificates: [stored('a', { digest: 'sha512' }), stored('b', { digest: undefined })] } },
    { says: 'of a root, on which nobody relies', values: { certificates: [authority('a', { digest: 'sha1' }), stored('b')] } },
  ],
  notApplicable: [{ says: 'roots only', values: { certificates: [authority('a', { digest: 'sha1' })] } }],
});
