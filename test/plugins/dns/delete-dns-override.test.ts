import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, post, uuidOf } from './saved';

const nas = (kit: TestServer): Record<string, unknown> => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'nas') });
const UNKNOWN = '99999999-0000-4000-8000-000000000001';

toolTest('opn_delete_dns_override', DnsPlugin, {
  works: [
    {
      says: 'the override and its aliases, and no others',
      given: kit => post(kit, 'unbound/settings/add_host_alias', { alias: { host: uuidOf(kit, 'hosts', 'hostname', 'www'), hostname: 'intra' } }),
      args: nas,
      then: ({ name, aliases, service }, kit) => {
        expect([name, aliases, service]).toEqual(['nas.office.example.net', ['files.office.example.net'], 'running']);
        expect([item(kit, 'hosts', 'hostname', 'nas'), item(kit, 'aliases', 'hostname', 'files')]).toEqual([undefined, undefined]);
        expect([item(kit, 'hosts', 'hostname', 'www'), item(kit, 'aliases', 'hostname', 'intra')].map(node => node !== undefined)).toEqual([true, true]);
      },
    },
    {
      says: 'one without aliases',
      args: kit => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'www') }),
      then: ({ aliases }) => {
        expect(aliases).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND', text: /host override/ },
    { says: 'what is no uuid', args: { uuid: '../../core/system/reboot' }, code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { says: 'when the override stays, and brings its aliases back under their uuids', between: failing(/del_?host_?override/i, 403), args: nas, code: 'OPN_FORBIDDEN' },
    { says: 'while changes are not allowed', writes: false, args: nas, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: nas, code: 'OPN_FORBIDDEN' },
  ],
});
