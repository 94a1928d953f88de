import { checkTest } from '../../../../../src/adapters/testkit/check-test';
import { gatewayUnmonitored } from '../../../../../src/plugins/security/checks/gateways/unmonitored.check';

const online = (name: string, monitored: boolean) => ({ name, status: 'online' as const, monitored });

checkTest(gatewayUnmonitored, {
  fires: [
    {
      says: 'a configured uplink and one that was learnt',
      values: { gateways: [online('A', false), online('WAN_DHCP', false), online('B', true)], configured: [{ name: 'A', enabled: true, upstream: true }, { name: 'B', enabled: true, upstream: true }] },
      finds: ['A', 'WAN_DHCP'],
    },
  ],
  silent: [
    {
      says: 'a router inside needs no monitor',
      values: { gateways: [online('UP', true), online('LAB', false)], configured: [{ name: 'UP', enabled: true, upstream: true }, { name: 'LAB', enabled: true, upstream: false }] },
    },
  ],
  notApplicable: [{ says: 'without an uplink', values: { gateways: [online('LAB', false)], configured: [{ name: 'LAB', enabled: true, upstream: false }] } }],
});
