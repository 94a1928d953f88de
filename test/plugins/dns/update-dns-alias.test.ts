import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { item, saved, uuidOf } from './saved';

const files = (kit: TestServer, values: object): Record<string, unknown> => ({ uuid: uuidOf(kit, 'aliases', 'hostname', 'files'), ...values });

toolTest('opn_update_dns_alias', DnsPlugin, {
  works: [
    {
      says: 'another name',
      args: kit => files(kit, { hostname: 'share' }),
      then: ({ changed, service }, kit) => {
        expect([changed, service, saved(kit, 'aliases', 'hostname', 'share', 'description'), item(kit, 'aliases', 'hostname', 'files')]).toEqual([['hostname'], 'running', 'File shares', undefined]);
      },
    },
    {
      says: 'off, and nothing when it is so already',
      args: kit => files(kit, { enabled: true }),
      then: ({ changed }, kit) => {
        expect([changed, kit.requests.some(line => line.includes('reconfigure'))]).toEqual([[], false]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001', hostname: 'x' }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', args: kit => files(kit, {}), code: 'OPN_INVALID_INPUT' },
    { says: 'no name at all, by field', args: kit => files(kit, { hostname: '' }), code: 'OPN_REJECTED', text: /hostname|domain/ },
    { says: 'while changes are not allowed', writes: false, args: kit => files(kit, { enabled: false }), code: 'OPN_WRITES_OFF' },
  ],
});
