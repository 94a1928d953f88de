import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { tftp } from '../../../../../src/plugins/security/checks/services/tftp.check';

checkTest(tftp, {
  fires: [{ says: 'on an address of the network', values: { address: '192.168.1.1' }, finds: ['tftp'] }],
  silent: [
    { says: 'off', values: { address: undefined } },
    { says: 'for the firewall itself', values: { address: '127.0.0.1' } },
  ],
  notApplicable: 'always applies',
});
