import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnNoControlKey } from '../../../../../src/plugins/security/checks/vpn/openvpn-no-control-key.check';
import { client, instances } from './settings';

checkTest(openvpnNoControlKey, {
  fires: [{ says: 'a server without one', values: instances({ controlKey: false }), finds: ['one'] }],
  silent: [{ says: 'a server with one', values: instances() }],
  notApplicable: [
    { says: 'where only clients run', values: client() },
    { says: 'where a tunnel has no TLS', values: instances({ sharedKey: true, controlKey: false }) },
  ],
});
