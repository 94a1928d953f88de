import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ipsecIkev1 } from '../../../../../src/plugins/security/checks/vpn/ipsec-ikev1.check';
import { connections } from './settings';

checkTest(ipsecIkev1, {
  fires: [{ says: 'accepted', values: connections({ ikev1: true }), finds: ['one'] }],
  silent: [{ says: 'refused', values: connections() }],
  notApplicable: [{ says: 'without connections', values: { connections: [] } }],
});
