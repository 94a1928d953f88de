import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { saved, uuidOf } from './saved';

const forward = (kit: TestServer, type: string, values: object): Record<string, unknown> => ({ uuid: uuidOf(kit, 'dots', 'type', type), ...values });
const fields = (kit: TestServer, server: string, names: readonly string[]): unknown[] => names.map(name => saved(kit, 'dots', 'server', server, name));

toolTest('opn_update_dns_forward', DnsPlugin, {
  works: [
    {
      says: 'one over TLS stays one over TLS',
      args: kit => forward(kit, 'dot', { port: 8853, description: '' }),
      then: ({ changed, service }, kit) => {
        expect([changed, service]).toEqual([['port', 'description'], 'running']);
        expect(fields(kit, '198.51.100.53', ['type', 'port', 'verify', 'description'])).toEqual(['dot', '8853', 'dns.example.com', '']);
      },
    },
    {
      says: 'one in the clear stays one in the clear',
      args: kit => forward(kit, 'forward', { enabled: false, domain: '' }),
      then: ({ changed }, kit) => {
        expect(changed).toEqual(['domain', 'enabled']);
        expect(fields(kit, '10.20.0.53', ['type', 'enabled', 'domain'])).toEqual(['forward', '0', '']);
      },
    },
    {
      says: 'nothing when all is so already, without a restart',
      args: kit => forward(kit, 'forward', { enabled: true }),
      then: ({ changed }, kit) => {
        expect([changed, kit.requests.some(line => line.includes('reconfigure'))]).toEqual([[], false]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid, which OPNsense would create', args: { uuid: '99999999-0000-4000-8000-000000000001', port: 53 }, code: 'OPN_NOT_FOUND', text: /forward/ },
    { says: 'nothing to change', args: kit => forward(kit, 'dot', {}), code: 'OPN_INVALID_INPUT' },
    { says: 'no address', args: kit => forward(kit, 'dot', { server: '1.2' }), code: 'OPN_INVALID_INPUT' },
    { says: 'while changes are not allowed', writes: false, args: kit => forward(kit, 'dot', { port: 53 }), code: 'OPN_WRITES_OFF' },
  ],
});
