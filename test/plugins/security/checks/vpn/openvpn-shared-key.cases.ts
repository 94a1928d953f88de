import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnSharedKey } from '../../../../../src/plugins/security/checks/vpn/openvpn-shared-key.check';
import { instances } from './settings';

checkTest(openvpnSharedKey, {
  fires: [{ says: 'without TLS', values: instances({ sharedKey: true }), finds: ['one'] }],
  silent: [{ says: 'with TLS', values: instances() }],
  notApplicable: [{ says: 'without instances', values: { instances: [] } }],
});
