import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { add, ALWAYS, UNKNOWN, useHaproxy, uuidOf } from './setup';

toolTest('opn_haproxy_delete', HaproxyPlugin, {
  works: [
    {
      says: 'what nothing links',
      given: async kit => void (await add(kit, 'server', { name: 'lone', address: '192.168.1.10' })),
      args: async kit => ({ resource_type: 'servers', uuid: await uuidOf(kit, 'servers', 'lone') }),
      then: async (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), name: 'lone', applied: false });
        expect(await uuidOf(kit, 'servers', 'lone')).toBe('');
      },
    },
  ],
  refuses: [
    { says: 'what another object links', given: useHaproxy, args: async kit => ({ resource_type: 'servers', uuid: await uuidOf(kit, 'servers', 'web1') }), code: 'OPN_IN_USE', text: /web/ },
    { says: 'a uuid that is not there', args: { resource_type: 'servers', uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    {
      says: 'what HAProxy cannot do without',
      given: useHaproxy,
      args: async kit => ({ resource_type: 'frontends', uuid: await uuidOf(kit, 'frontends', 'public'), apply: true }),
      code: 'OPN_REFUSED',
      text: /no listener/,
    },
    ...ALWAYS.map(each => ({ ...each, args: { resource_type: 'servers', uuid: UNKNOWN } })),
  ],
});
