import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { RESOURCE_TYPES } from '../../../src/plugins/haproxy/resource-type';
import { ALWAYS, make, send } from './setup';

const isOld = (release: string): boolean => release === '24.7' || release === '25.1';

toolTest('opn_haproxy_search', HaproxyPlugin, {
  works: [
    {
      says: 'backends with their servers by name',
      given: async kit => void (await make(kit)),
      args: { resource_type: 'backends' },
      then: (result, { firewall }) => {
        const details = isOld(firewall.release) ? {} : { details: { mode: 'http', algorithm: 'roundrobin', servers: 'web1,web2', health_check: 'alive' } };
        const [only] = result.objects;
        expect({ ...only, ...(only.details === undefined ? {} : { details: { ...only.details, servers: only.details.servers?.replace(', ', ',') } }) }).toEqual({ uuid: expect.any(String), name: 'web', enabled: true, ...details });
      },
    },
    { says: 'the servers that have a word', given: async kit => void (await make(kit)), args: { resource_type: 'servers', search: 'web2' }, then: result => expect([result.total, result.objects[0].details.address]).toEqual([1, '192.168.1.199']) },
    { says: 'pages', given: async kit => void (await make(kit)), args: { resource_type: 'servers', limit: 1 }, then: result => expect([result.total, result.next_cursor]).toEqual([2, '1.2']) },
    ...RESOURCE_TYPES.map(type => ({ says: `no ${type} where there are none`, args: { resource_type: type }, then: (result: unknown) => expect(result).toEqual({ total: 0, objects: [] }) })),
    {
      says: 'resolvers, whose endpoints are written otherwise',
      given: async kit => void (await send(kit, 'settings/addresolver', { resolver: { name: 'lan', nameservers: '192.168.1.1:53' } })),
      args: { resource_type: 'resolvers' },
      then: result => expect(result.objects[0]).toMatchObject({ name: 'lan', details: { nameservers: '192.168.1.1:53' } }),
    },
  ],
  refuses: [
    { says: 'a kind that there is not', args: { resource_type: 'luas' }, code: 'OPN_INVALID_INPUT', text: /resource_type must be one of frontends/ },
    ...ALWAYS.map(each => ({ ...each, args: { resource_type: 'servers' } })),
  ],
});
