import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnWeakCipher } from '../../../../../src/plugins/security/checks/vpn/openvpn-weak-cipher.check';
import { instances } from './settings';

checkTest(openvpnWeakCipher, {
  fires: [
    { says: 'without authenticated encryption', values: instances({ ciphers: ['AES-256-GCM', 'AES-256-CBC'] }), finds: ['one'] },
    { says: 'with blocks of 64 bits', values: instances({ ciphers: ['BF-CBC'] }), finds: ['one'], severities: ['high'] },
    { says: 'without encryption', values: instances({ ciphers: ['none'] }), finds: ['one'], severities: ['high'] },
    { says: 'with an old digest', values: instances({ digest: 'SHA1' }), finds: ['one'] },
    { says: 'with a broken digest', values: instances({ digest: 'MD5' }), finds: ['one'], severities: ['high'] },
  ],
  silent: [
    { says: 'with strong ones', values: instances() },
    { says: 'where OpenVPN chooses', values: instances({ ciphers: [], digest: '' }) },
  ],
  notApplicable: [{ says: 'without instances', values: { instances: [] } }],
});
