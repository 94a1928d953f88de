import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnNoClientCertificate } from '../../../../../src/plugins/security/checks/vpn/openvpn-no-client-certificate.check';
import { client, instances } from './settings';

checkTest(openvpnNoClientCertificate, {
  fires: [{ says: 'a server that asks for none', values: instances({ clientCertificate: false }), finds: ['one'] }],
  silent: [{ says: 'a server that asks', values: instances() }],
  notApplicable: [
    { says: 'where only clients run', values: client({ clientCertificate: false }) },
    { says: 'where a tunnel has no TLS', values: instances({ sharedKey: true, clientCertificate: false }) },
  ],
});
