import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { weakCipher } from '../../../../../src/plugins/security/checks/haproxy/weak-cipher.check';
import { frontend, settings } from './settings';

checkTest(weakCipher, {
  fires: ['RC4-SHA', 'AES256-GCM-SHA384', 'ECDHE-RSA-AES128-SHA256', 'DES-CBC3-SHA', 'ALL'].map(suite => ({ says: suite, values: frontend({ ciphers: ['ECDHE-RSA-AES256-GCM-SHA384', suite] }), finds: ['one'] })),
  silent: [
    { says: 'strong ones, and weak ones taken out', values: frontend({ ciphers: ['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'EECDH+AESGCM', '!RC4-SHA', '@STRENGTH'] }) },
    { says: 'where HAProxy chooses', values: frontend() },
  ],
  notApplicable: [
    { says: 'where there is nothing of the kind', values: frontend({ tls: false, ciphers: ['RC4-SHA'] }) },
    { says: 'where HAProxy is off', values: settings({ enabled: false }) },
  ],
});
