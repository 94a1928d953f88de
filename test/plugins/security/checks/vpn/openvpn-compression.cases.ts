import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { openvpnCompression } from '../../../../../src/plugins/security/checks/vpn/openvpn-compression.check';
import { instances } from './settings';

checkTest(openvpnCompression, {
  fires: [{ says: 'with it', values: instances({ compresses: true }), finds: ['one'] }],
  silent: [{ says: 'without it', values: instances() }],
  notApplicable: [{ says: 'without instances', values: { instances: [] } }],
});
