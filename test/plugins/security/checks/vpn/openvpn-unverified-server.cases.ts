import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnUnverifiedServer } from '../../../../../src/plugins/security/checks/vpn/openvpn-unverified-server.check';
import { client, instances } from './settings';

checkTest(openvpnUnverifiedServer, {
  fires: [{ says: 'a client that does not look', values: client({ checksServer: false }), finds: ['one'] }],
  silent: [{ says: 'a client that looks', values: client() }],
  notApplicable: [
    { says: 'where only servers run', values: instances() },
    { says: 'where a tunnel has no TLS', values: client({ sharedKey: true, checksServer: false }) },
  ],
});
