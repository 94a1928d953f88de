import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, uuidOf } from './saved';

const forward = (type: string) => (kit: TestServer): Record<string, unknown> => ({ uuid: uuidOf(kit, 'dots', 'type', type) });

toolTest('opn_delete_dns_forward', DnsPlugin, {
  works: [
    {
      says: 'one over TLS',
      args: forward('dot'),
      then: ({ type, server, service }, kit) => {
        expect([type, server, service, item(kit, 'dots', 'type', 'dot'), item(kit, 'dots', 'type', 'forward') === undefined]).toEqual(['dot', '198.51.100.53', 'running', undefined, false]);
      },
    },
    {
      says: 'one in the clear',
      args: forward('forward'),
      then: ({ type }, kit) => {
        expect([type, item(kit, 'dots', 'type', 'forward')]).toEqual(['forward', undefined]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001' }, code: 'OPN_NOT_FOUND' },
    { says: 'when the restart fails, and brings it back with its type', between: failing(/service\/reconfigure/, 403), args: forward('dot'), code: 'OPN_UNDO_FAILED' },
    { says: 'while changes are not allowed', writes: false, args: forward('dot'), code: 'OPN_WRITES_OFF' },
  ],
});
