import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { isNegated, kernelRoutes, routeUuid, savedRoutes, UNKNOWN } from './sample-routes';

toolTest('opn_update_static_route', NetworkPlugin, {
  works: [
    {
      says: 'changes what was named and keeps the rest',
      args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), description: 'Lab', gateway: '198.51.100.9' }),
      then: async (result, kit) => {
        expect(result.changed.sort()).toEqual(['descr', 'gateway']);
        expect(savedRoutes(kit)['10.20.0.0/16']).toMatchObject({ gateway: 'LTE_GW', descr: 'Lab', ...(isNegated(kit) ? { disabled: '0' } : { enabled: '1' }) });
        expect(await kernelRoutes(kit)).toMatchObject({ '10.20.0.0/16': '198.51.100.9' });
      },
    },
    {
      says: 'moves a route, and switches one on',
      args: async kit => ({ uuid: await routeUuid(kit, '10.99.0.0/24'), network: '10.98.0.0/24', enabled: true }),
      then: async (result, kit) => {
        expect(result.changed.sort()).toEqual(isNegated(kit) ? ['disabled', 'network'] : ['enabled', 'network']);
        expect(await kernelRoutes(kit)).toMatchObject({ '10.98.0.0/24': '192.168.1.254', '10.20.0.0/16': '192.168.1.254' });
        const moved = await kit.call('opn_update_static_route', { uuid: result.uuid, network: '10.97.0.0/24' });
        expect(moved.structuredContent).toMatchObject({ changed: ['network'] });
        expect(Object.keys(await kernelRoutes(kit)).sort()).toEqual(['10.20.0.0/16', '10.97.0.0/24', '203.0.113.128/25']);
      },
    },
    { says: 'does nothing where all is so already', args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), gateway: 'lab_gw', enabled: true }), then: (result, kit) => expect([result.changed, kit.requests.some(line => /setroute|reconfigure/.test(line))]).toEqual([[], false]) },
  ],
  refuses: [
    { says: 'an unknown route', args: { uuid: UNKNOWN, description: 'x' }, code: 'OPN_NOT_FOUND', text: /no static route/ },
    { says: 'nothing to change', releases: ['26.7'], args: { uuid: UNKNOWN }, code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'the network of another route', args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), network: '203.0.113.128/25' }), code: 'OPN_INVALID_INPUT', text: /already, by LTE_GW: / },
    { says: 'a gateway of the other family', args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), network: '2001:db8:20::/48' }), code: 'OPN_REJECTED', text: /gateway: / },
    { says: 'a key without the privilege', releases: ['26.7'], user: 'monitor', args: { uuid: UNKNOWN, description: 'x' }, code: 'OPN_FORBIDDEN' },
  ],
});
