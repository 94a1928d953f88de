import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { wireguardNoPsk } from '../../../../../src/plugins/security/checks/vpn/wireguard-no-psk.check';
import { peers } from './settings';

checkTest(wireguardNoPsk, {
  fires: [{ says: 'without one', values: peers({ hasPresharedKey: false }), finds: ['one'] }],
  silent: [{ says: 'with one', values: peers() }],
  notApplicable: [{ says: 'without peers', values: { peers: [] } }],
});
