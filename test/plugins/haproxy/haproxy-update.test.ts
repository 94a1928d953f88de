import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { ALWAYS, fileOf, UNKNOWN, useHaproxy, uuidOf } from './setup';

toolTest('opn_haproxy_update', HaproxyPlugin, {
  works: [
    {
      says: 'only what is named, and loads it',
      given: useHaproxy,
      args: async kit => ({ resource_type: 'servers', uuid: await uuidOf(kit, 'servers', 'web1'), config: { port: 9090, name: 'web1' }, apply: true }),
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['port'], applied: true, service: 'running' });
        expect(await fileOf(kit)).toContain('server web1 192.168.1.11:9090');
      },
    },
    {
      says: 'a list as a whole',
      given: useHaproxy,
      args: async kit => ({ resource_type: 'backends', uuid: await uuidOf(kit, 'backends', 'web'), config: { linkedServers: ['web2'] } }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ changed: ['linkedServers'], applied: false });
        expect(await fileOf(kit)).not.toContain('server web1 ');
      },
    },
    {
      says: 'nothing that is so already',
      given: useHaproxy,
      args: async kit => ({ resource_type: 'backends', uuid: await uuidOf(kit, 'backends', 'web'), config: { linkedServers: 'web1, web2', mode: 'http', healthCheckEnabled: true } }),
      then: result => expect(result.changed).toEqual([]),
    },
  ],
  refuses: [
    { says: 'a uuid that is not there', args: { resource_type: 'servers', uuid: UNKNOWN, config: { port: 80 } }, code: 'OPN_NOT_FOUND', text: /no HAProxy server/ },
    { says: 'what OPNsense refuses, by field', given: useHaproxy, args: async kit => ({ resource_type: 'servers', uuid: await uuidOf(kit, 'servers', 'web1'), config: { port: 0 } }), code: 'OPN_REJECTED', text: /port/ },
    {
      says: 'what HAProxy does not take, and keeps nothing of it',
      given: useHaproxy,
      args: async kit => ({ resource_type: 'backends', uuid: await uuidOf(kit, 'backends', 'web'), config: { customOptions: 'nonsense here' }, apply: true }),
      code: 'OPN_REFUSED',
      text: /unknown keyword 'nonsense'/,
    },
    ...ALWAYS.map(each => ({ ...each, args: { resource_type: 'servers', uuid: UNKNOWN, config: { port: 80 } } })),
  ],
});
