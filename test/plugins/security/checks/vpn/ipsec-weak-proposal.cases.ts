import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { ipsecWeakProposal } from '../../../../../src/plugins/security/checks/vpn/ipsec-weak-proposal.check';
import { connections } from './settings';

checkTest(ipsecWeakProposal, {
  fires: ['aes256-sha1-modp2048', 'aes256-sha256-modp1024', 'aes256gcm16-sha256-modp1536', 'aes256-sha1', '3des-sha256-modp2048', 'null'].map(weak => ({ says: weak, values: connections({ proposals: ['default', weak] }), finds: ['one'] })),
  silent: [
    { says: 'where all are strong', values: connections() },
    { says: 'where strongSwan chooses', values: connections({ proposals: [] }) },
  ],
  notApplicable: [{ says: 'without connections', values: { connections: [] } }],
});
