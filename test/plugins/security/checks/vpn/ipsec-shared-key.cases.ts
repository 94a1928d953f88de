import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ipsecSharedKey } from '../../../../../src/plugins/security/checks/vpn/ipsec-shared-key.check';
import { connections } from './settings';

checkTest(ipsecSharedKey, {
  fires: [
    { says: 'with one other end', values: connections({ sharedKey: true }), finds: ['one'] },
    { says: 'with anybody', values: connections({ sharedKey: true, anybody: true }), finds: ['one'], severities: ['medium'] },
  ],
  silent: [{ says: 'with certificates, for anybody', values: connections({ anybody: true }) }],
  notApplicable: [{ says: 'without connections', values: { connections: [] } }],
});
