import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ipsecAggressive } from '../../../../../src/plugins/security/checks/vpn/ipsec-aggressive.check';
import { connections } from './settings';

checkTest(ipsecAggressive, {
  fires: [
    { says: 'with a shared key', values: connections({ ikev1: true, aggressive: true, sharedKey: true }), finds: ['one'] },
    { says: 'with certificates', values: connections({ ikev1: true, aggressive: true }), finds: ['one'], severities: ['low'] },
  ],
  silent: [
    { says: 'in main mode', values: connections({ ikev1: true, sharedKey: true }) },
    { says: 'by IKEv2, which has none', values: connections({ aggressive: true, sharedKey: true }) },
  ],
  notApplicable: [{ says: 'without connections', values: { connections: [] } }],
});
