import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';

toolTest('opn_list_static_routes', NetworkPlugin, {
  works: [
    {
      says: 'tells the same of the same routes on every release, with one request',
      then: (result, kit) => {
        expect(result.total).toBe(3);
        expect(result.routes).toEqual(
          expect.arrayContaining([
            { uuid: expect.any(String), enabled: true, network: '10.20.0.0/16', gateway: 'LAB_GW', gateway_address: '192.168.1.254', description: 'Lab networks' },
            { uuid: expect.any(String), enabled: false, network: '10.99.0.0/24', gateway: 'LAB_GW', gateway_address: '192.168.1.254', description: 'Old lab, gone' },
          ]),
        );
        expect(kit.requests).toEqual(['POST routes/routes/searchroute']);
      },
    },
    { says: 'searches', args: { search: 'LTE router' }, then: result => expect(result).toMatchObject({ total: 1, routes: [{ gateway: 'LTE_GW' }] }) },
    {
      says: 'pages',
      releases: ['24.7', '26.7'],
      args: { limit: 2 },
      then: result => {
        expect(result.routes).toHaveLength(2);
        expect(result.next_cursor).toBe('2.2');
      },
    },
  ],
  refuses: [
    { args: { limit: 1.5 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { args: { search: 'a\u0000' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /System: (Static )?Routes/ },
  ],
});
