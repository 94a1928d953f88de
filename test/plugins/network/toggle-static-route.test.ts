import { toolTest } from '../../../src/adapters/testkit';
import { NetworkPlugin } from '../../../src/plugins/network/network.plugin';
import { kernelRoutes, routeUuid, UNKNOWN } from './sample-routes';

toolTest('opn_toggle_static_route', NetworkPlugin, {
  works: [
    {
      says: 'turns a route off, and on again without being told',
      args: async kit => ({ uuid: await routeUuid(kit, '10.20.0.0/16'), enabled: false }),
      then: async (result, kit) => {
        expect([result.enabled, result.changed]).toEqual([false, true]);
        expect(Object.keys(await kernelRoutes(kit))).toEqual(['203.0.113.128/25']);
        const again = await kit.call('opn_toggle_static_route', { uuid: result.uuid, enabled: false });
        expect(again.structuredContent).toMatchObject({ enabled: false, changed: false });
        const back = await kit.call('opn_toggle_static_route', { uuid: result.uuid });
        expect(back.structuredContent).toMatchObject({ enabled: true, changed: true });
        expect(await kernelRoutes(kit)).toMatchObject({ '10.20.0.0/16': '192.168.1.254' });
      },
    },
  ],
  refuses: [
    { says: 'an unknown route', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'what is no uuid', releases: ['26.7'], args: { uuid: '10.20.0.0/16' }, code: 'OPN_INVALID_INPUT' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
  ],
});
