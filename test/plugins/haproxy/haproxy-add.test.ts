import { toolTest } from '../../../src/adapters/testkit';
import { HaproxyPlugin } from '../../../src/plugins/haproxy/haproxy.plugin';
import { ALWAYS, fileOf, make, useHaproxy } from './setup';

const SERVER = { resource_type: 'servers', config: { name: 'web3', address: '192.168.1.10', port: 8443, ssl: true } };

toolTest('opn_haproxy_add', HaproxyPlugin, {
  works: [
    { says: 'a server, saved and not loaded', args: SERVER, then: result => expect(result).toEqual({ uuid: expect.any(String), applied: false }) },
    {
      says: 'a backend that links by name, and loads it',
      given: useHaproxy,
      args: { resource_type: 'backends', config: { name: 'api', mode: 'http', algorithm: 'Round Robin', linkedServers: ['web1', 'web2'], healthCheck: 'alive', healthCheckEnabled: true }, apply: true },
      then: async (result, kit) => {
        expect(result).toMatchObject({ applied: true, service: 'running' });
        expect(await fileOf(kit)).toMatch(/backend api\n[\s\S]*balance roundrobin\n[\s\S]*server web1 [\s\S]*server web2 /);
      },
    },
    {
      says: 'what waits until HAProxy is switched on',
      args: { ...SERVER, apply: true },
      then: result => expect(result).toMatchObject({ applied: false, service: 'off' }),
    },
    { says: 'mailers, whose endpoints are written otherwise', args: { resource_type: 'mailers', config: { name: 'mail', mailservers: '192.168.1.10:25', sender: 'fw@example.net', recipient: 'admin@example.net' } }, then: result => expect(result.applied).toBe(false) },
  ],
  refuses: [
    { says: 'a field that there is not, naming the right one', args: { resource_type: 'servers', config: { name: 'x', check_port: 80 } }, code: 'OPN_INVALID_INPUT', text: /no field 'check_port', did you mean 'checkport'/ },
    { says: 'a link to nothing, naming what there is', given: async kit => void (await make(kit)), args: { resource_type: 'backends', config: { name: 'x', linkedServers: 'web9' } }, code: 'OPN_INVALID_INPUT', text: /linkedServers cannot be 'web9': there is web1, web2/ },
    { says: 'a choice that there is not', args: { resource_type: 'backends', config: { name: 'x', mode: 'udp' } }, code: 'OPN_INVALID_INPUT', text: /mode cannot be 'udp': there is http/ },
    { says: 'nothing', args: { resource_type: 'servers', config: {} }, code: 'OPN_INVALID_INPUT', text: /names nothing/ },
    { says: 'nested values', args: { resource_type: 'servers', config: { name: { a: 1 } } }, code: 'OPN_INVALID_INPUT' },
    { says: 'what OPNsense refuses, by field', args: { resource_type: 'servers', config: { name: 'bad name', port: 99_999 } }, code: 'OPN_REJECTED', text: /name[\s\S]*port/ },
    {
      says: 'what HAProxy does not take, and keeps nothing of it',
      given: useHaproxy,
      args: { resource_type: 'frontends', config: { name: 'raw', bind: '192.168.1.1:9000', mode: 'tcp', defaultBackend: 'web' }, apply: true },
      code: 'OPN_REFUSED',
      text: /incompatible http backend 'web'/,
    },
    ...ALWAYS.map(each => ({ ...each, args: SERVER })),
  ],
});

