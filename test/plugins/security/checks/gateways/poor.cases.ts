import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { gatewayPoor } from '../../../../../src/plugins/security/checks/gateways/poor.check';

checkTest(gatewayPoor, {
  fires: [
    {
      says: 'over the limits',
      values: {
        gateways: [
          { name: 'A', status: 'loss', monitored: true, loss_percent: 17 }, { name: 'B', status: 'delay', monitored: true, delay_ms: 700 },
          { name: 'C', status: 'delay+loss', monitored: true }, { name: 'D', status: 'online', monitored: true },
        ],
      },
      finds: ['A', 'B', 'C'],
    },
  ],
  silent: [{ says: 'what is down is another matter', values: { gateways: [{ name: 'A', status: 'down', monitored: true }, { name: 'B', status: 'online', monitored: true }] } }],
  notApplicable: [{ says: 'where nothing is measured', values: { gateways: [{ name: 'A', status: 'online', monitored: false }] } }],
});
