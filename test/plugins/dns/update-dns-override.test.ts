import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { post, saved, uuidOf } from './saved';

const nas = (kit: TestServer, values: object = {}): Record<string, unknown> => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'nas'), ...values });
const now = (kit: TestServer, field: string): string | undefined => saved(kit, 'hosts', 'hostname', 'nas', field);
const UNKNOWN = '99999999-0000-4000-8000-000000000001';

toolTest('opn_update_dns_override', DnsPlugin, {
  works: [
    {
      says: 'the named fields only',
      args: kit => nas(kit, { server: '192.168.1.12', description: '' }),
      then: ({ changed, service }, kit) => {
        expect([changed, service]).toEqual([['server', 'description'], 'running']);
        expect(['server', 'description', 'rr', 'enabled'].map(name => now(kit, name))).toEqual(['192.168.1.12', '', 'A', '1']);
      },
    },
    {
      says: 'the type with the family of the address',
      args: kit => nas(kit, { server: '2001:db8::10' }),
      then: ({ changed, service }, kit) => {
        expect([changed, service, now(kit, 'rr')]).toEqual([['server', 'rr'], 'running', 'AAAA']);
      },
    },
    {
      says: 'on or off, and keeps the aliases',
      args: kit => nas(kit, { enabled: false }),
      then: ({ changed }, kit) => {
        expect([changed, now(kit, 'enabled'), saved(kit, 'aliases', 'hostname', 'files', 'enabled')]).toEqual([['enabled'], '0', '1']);
      },
    },
    {
      says: 'nothing when all is so already, without a restart',
      args: kit => nas(kit, { server: '192.168.1.10', enabled: true }),
      then: ({ changed }, kit) => {
        expect([changed, kit.requests.filter(line => line.startsWith('POST'))]).toEqual([[], []]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid, which OPNsense would create', args: { uuid: UNKNOWN, server: '192.0.2.1' }, code: 'OPN_NOT_FOUND', text: /host override/ },
    { says: 'nothing to change', args: nas, code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'an address for another type', args: kit => nas(kit, { server: '2001:db8::10', type: 'A' }), code: 'OPN_INVALID_INPUT', text: /IPv4/ },
    { says: 'a type that the address does not fit', args: kit => nas(kit, { type: 'AAAA' }), code: 'OPN_INVALID_INPUT', text: /IPv6/ },
    { says: 'an address for a mail server', given: kit => post(kit, 'unbound/settings/add_host_override', { host: { hostname: 'mx', domain: 'example.org', rr: 'MX', mx: 'mail.example.org', mxprio: '5' } }), args: kit => ({ uuid: uuidOf(kit, 'hosts', 'hostname', 'mx'), server: '192.0.2.1' }), code: 'OPN_INVALID_INPUT', text: /no server/ },
    { says: 'a domain that OPNsense refuses, by field', args: kit => nas(kit, { domain: '-x' }), code: 'OPN_REJECTED', text: /domain/ },
    { says: 'while changes are not allowed', writes: ['firewall'], args: kit => nas(kit, { enabled: false }), code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: kit => nas(kit, { enabled: false }), code: 'OPN_FORBIDDEN' },
  ],
});
