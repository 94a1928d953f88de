import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { ALWAYS, make, UNKNOWN, uuidOf } from './setup';

toolTest('opn_haproxy_get', HaproxyPlugin, {
  works: [
    {
      says: 'what is no default, with what is linked by name',
      given: async kit => void (await make(kit)),
      args: async kit => ({ resource_type: 'backends', uuid: await uuidOf(kit, 'backends', 'web') }),
      then: async (result, kit) => {
        const link = async (type: string, name: string) => ({ name, uuid: await uuidOf(kit, type, name) });
        expect(result.settings).toEqual({
          enabled: '1', name: 'web', algorithm: 'roundrobin', linkedServers: [await link('servers', 'web1'), await link('servers', 'web2')], healthCheck: await link('healthchecks', 'alive'),
        });
      },
    },
    {
      says: 'defaults, too, when asked for',
      given: async kit => void (await make(kit)),
      args: async kit => ({ resource_type: 'acls', uuid: await uuidOf(kit, 'acls', 'is_app'), include_defaults: true }),
      then: result => expect(result.settings).toMatchObject({ name: 'is_app', expression: 'hdr', hdr: 'app.example.net', negate: '0', caseSensitive: '0' }),
    },
  ],
  refuses: [
    { says: 'a uuid that is not there', args: { resource_type: 'servers', uuid: UNKNOWN }, code: 'OPN_NOT_FOUND', text: /no HAProxy server 9999/ },
    ...ALWAYS.map(each => ({ ...each, args: { resource_type: 'servers', uuid: UNKNOWN } })),
  ],
});
