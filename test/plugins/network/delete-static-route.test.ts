import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { kernelRoutes, routeUuid, savedRoutes, UNKNOWN } from './sample-routes';

toolTest('opn_delete_static_route', NetworkPlugin, {
  works: [
    {
      says: 'deletes the route, also from the kernel',
      args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16') }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ network: '10.20.0.0/16', gateway: 'LAB_GW' });
        expect(Object.keys(savedRoutes(kit)).sort()).toEqual(['10.99.0.0/24', '203.0.113.128/25']);
        expect(Object.keys(await kernelRoutes(kit))).toEqual(['203.0.113.128/25']);
      },
    },
  ],
  refuses: [
    { says: 'an unknown route', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
    { says: 'while writes are off', releases: ['26.7'], writes: ['dns'], args: { uuid: UNKNOWN }, code: 'OPN_WRITES_OFF' },
  ],
});
