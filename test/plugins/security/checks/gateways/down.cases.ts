import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { gatewayDown } from '../../../../../src/plugins/security/checks/gateways/down.check';

checkTest(gatewayDown, {
  fires: [
    {
      says: 'one does not answer, one was taken down',
      values: { gateways: [{ name: 'A', status: 'down', monitored: true }, { name: 'B', status: 'force_down', monitored: false }, { name: 'C', status: 'online', monitored: true }] },
      finds: ['A', 'B'],
    },
  ],
  silent: [{ says: 'loss and a pending measurement are no outage', values: { gateways: [{ name: 'A', status: 'loss', monitored: true }, { name: 'B', status: 'pending', monitored: true }] } }],
  notApplicable: [{ says: 'without a gateway', values: { gateways: [] } }],
});
