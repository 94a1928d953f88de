import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, post, saved, uuidOf } from './saved';

const forWww = (kit: TestServer, values: object): Record<string, unknown> => ({ host_uuid: uuidOf(kit, 'hosts', 'hostname', 'www'), ...values });

toolTest('opn_add_dns_alias', DnsPlugin, {
  works: [
    {
      says: 'a name in the domain of the override',
      args: kit => forWww(kit, { hostname: 'intra' }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: item(kit, 'aliases', 'hostname', 'intra')?.attributes['uuid'], name: 'intra.office.example.net', host: 'www.office.example.net', service: 'running' });
        expect(saved(kit, 'aliases', 'hostname', 'intra', 'enabled')).toBe('1');
      },
    },
    {
      says: 'the same name in another domain',
      args: kit => forWww(kit, { domain: 'example.org' }),
      then: ({ name }) => {
        expect(name).toBe('www.example.org');
      },
    },
  ],
  refuses: [
    { says: 'no name', args: kit => forWww(kit, {}), code: 'OPN_INVALID_INPUT', text: /hostname or domain/ },
    { says: 'an unknown override', args: { host_uuid: '99999999-0000-4000-8000-000000000001', hostname: 'x' }, code: 'OPN_NOT_FOUND', text: /host override/ },
    { says: 'a domain that OPNsense refuses, by field', args: kit => forWww(kit, { domain: 'under_score.example.org' }), code: 'OPN_REJECTED', text: /domain/ },
    {
      says: 'what Unbound does not start with, although OPNsense says ok',
      given: kit => post(kit, 'unbound/settings/add_host_override', { host: { hostname: 'wrong', domain: 'example.org', rr: 'A', server: '2001:db8::1' } }),
      args: kit => forWww(kit, { hostname: 'intra' }), code: 'OPN_REFUSED', text: /does not start/,
    },
    { says: 'a restart that fails', between: failing(/service\/reconfigure/, 403), args: kit => forWww(kit, { hostname: 'intra' }), code: 'OPN_UNDO_FAILED' },
    { says: 'while changes are not allowed', writes: false, args: kit => forWww(kit, { hostname: 'intra' }), code: 'OPN_WRITES_OFF' },
  ],
});
