import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { plaintextMirror } from '../../../../../src/plugins/security/checks/firmware/plaintext-mirror.check';

checkTest(plaintextMirror, {
  fires: [{ says: 'a mirror over HTTP', values: { settings: { mirror: 'http://mirror.example.net', type: '' } }, finds: ['mirror'] }],
  silent: [
    { says: 'the default mirror', values: { settings: { mirror: '', type: '' } } },
    { says: 'a mirror over TLS', values: { settings: { mirror: 'https://mirror.example.net', type: '' } } },
  ],
  notApplicable: 'always applies',
});
