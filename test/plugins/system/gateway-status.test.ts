import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

interface Shown {
  readonly name: string;
  readonly status: string;
}

toolTest('opn_gateway_status', SystemPlugin, {
  works: [
    {
      says: 'tells loss and delay as numbers with one request',
      then: (result, kit) => {
        expect(result.total).toBe(result.gateways.length);
        expect(result.gateways.map(({ name }: Shown) => name)).toEqual(expect.arrayContaining(['WAN_DHCP', 'LTE_GW', 'LAB_GW']));
        const lte = result.gateways.find(({ name }: Shown) => name === 'LTE_GW');
        expect(lte).toMatchObject({ address: '198.51.100.9', monitored: true, loss_percent: expect.any(Number), delay_ms: expect.any(Number) });
        expect(result.gateways.find(({ name }: Shown) => name === 'LAB_GW')).toEqual({ name: 'LAB_GW', address: '192.168.1.254', status: 'online', monitored: false });
        expect(kit.requests).toEqual(['GET routes/gateway/status']);
      },
    },
    {
      says: 'says so when the firewall names none',
      releases: ['24.7', '26.7'],
      fake: { actions: { 'routes/gateway/status': () => ({ json: { items: [], status: 'failed' } }) } },
      then: result => expect(result).toEqual({ total: 0, gateways: [], note: expect.stringContaining('no gateway') }),
    },
  ],
  refuses: [
    { args: { name: 'WAN_DHCP' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /System: Gateways/ },
  ],
});
