import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, saved, SINGLE, switchOff } from './saved';

const NEW = { hostname: 'new', domain: 'example.org' };

toolTest('opn_add_dns_override', DnsPlugin, {
  works: [
    {
      says: 'an IPv4 address becomes an A record, and Unbound is restarted once',
      args: { ...NEW, server: '192.0.2.7', description: 'Lab' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: item(kit, 'hosts', 'hostname', 'new')?.attributes['uuid'], name: 'new.example.org', type: 'A', service: 'running' });
        expect(['rr', 'server', 'enabled', 'description'].map(name => saved(kit, 'hosts', 'hostname', 'new', name))).toEqual(['A', '192.0.2.7', '1', 'Lab']);
        expect(kit.requests.filter(line => line.startsWith('POST')).map(line => line.split('?')[0])).toEqual([expect.stringMatching(/add_?host_?override/i), 'POST unbound/service/reconfigure']);
      },
    },
    {
      says: 'an IPv6 address becomes an AAAA record, which Unbound can serve',
      args: { ...NEW, server: '2001:db8::7' },
      then: ({ type, service }, kit) => {
        expect([type, service, saved(kit, 'hosts', 'hostname', 'new', 'rr')]).toEqual(['AAAA', 'running', 'AAAA']);
      },
    },
    {
      says: 'every name in a domain',
      args: { hostname: '*', domain: 'apps.example.org', server: '192.0.2.7' },
      then: ({ name }) => {
        expect(name).toBe('*.apps.example.org');
      },
    },
    {
      says: 'a mail server, with a priority unless one is given',
      args: { hostname: '', domain: 'example.org', type: 'MX', mx: 'mail.example.org' },
      then: ({ name, type }, kit) => {
        expect([name, type, saved(kit, 'hosts', 'rr', 'MX', 'mx'), saved(kit, 'hosts', 'rr', 'MX', 'mxprio')]).toEqual(['example.org', 'MX', 'mail.example.org', '10']);
      },
    },
    {
      says: 'a text, where OPNsense has them',
      releases: ['25.7', '26.1', '26.7'],
      args: { ...NEW, type: 'TXT', text: 'v=spf1 -all', ttl: 60 },
      then: (_result, kit) => {
        expect([saved(kit, 'hosts', 'rr', 'TXT', 'txtdata'), saved(kit, 'hosts', 'rr', 'TXT', 'ttl')]).toEqual(['v=spf1 -all', '60']);
      },
    },
    {
      says: 'that Unbound is off',
      given: switchOff,
      args: { ...NEW, server: '192.0.2.7' },
      then: ({ service }) => {
        expect(service).toBe('off');
      },
    },
    {
      says: 'nothing but what would be sent, on a dry run',
      args: { ...NEW, server: '192.0.2.7', dry_run: true },
      then: ({ dry_run: { would_send: steps } }, kit) => {
        expect(steps.map(({ request }: { request: string }) => request)).toEqual(['unbound/settings/add_host_override', 'unbound/service/reconfigure']);
        expect(item(kit, 'hosts', 'hostname', 'new')).toBeUndefined();
      },
    },
  ],
  refuses: [
    { says: 'an address that does not fit the type', args: { ...NEW, server: '2001:db8::7', type: 'A' }, code: 'OPN_INVALID_INPUT', text: /IPv4/ },
    { says: 'what only looks like an address', args: { ...NEW, server: '999.1.1.1' }, code: 'OPN_INVALID_INPUT', text: /999\.1\.1\.1/ },
    { says: 'no address', args: NEW, code: 'OPN_INVALID_INPUT', text: /server/ },
    { says: 'an address for a mail server', args: { ...NEW, type: 'MX', server: '192.0.2.7' }, code: 'OPN_INVALID_INPUT', text: /no server/ },
    { says: 'a mail record without one', args: { ...NEW, type: 'MX' }, code: 'OPN_INVALID_INPUT', text: /mx/ },
    { says: 'a text record without text', args: { ...NEW, type: 'TXT' }, code: 'OPN_INVALID_INPUT', text: /text/ },
    { says: 'texts where OPNsense has none', releases: SINGLE, args: { ...NEW, type: 'TXT', text: 'x' }, code: 'OPN_NEEDS_RELEASE', text: /25\.7/ },
    { says: 'a ttl, which 24.7 would drop without a word', releases: ['24.7'], args: { ...NEW, server: '192.0.2.7', ttl: 60 }, code: 'OPN_NEEDS_RELEASE', text: /25\.1/ },
    { says: 'two lines', args: { ...NEW, server: '192.0.2.7', description: 'a\nb' }, code: 'OPN_REJECTED', text: /description/ },
    { says: 'what OPNsense refuses, field by field, and does not restart', args: { ...NEW, type: 'MX', mx: 'bad_.host' }, code: 'OPN_REJECTED', text: /mx/ },
    { says: 'while changes are not allowed', writes: false, args: { ...NEW, server: '192.0.2.7' }, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: { ...NEW, server: '192.0.2.7' }, code: 'OPN_FORBIDDEN' },
    { says: 'a restart that fails, and takes the record back', between: failing(/service\/reconfigure/, 500), args: { ...NEW, server: '192.0.2.7' }, code: 'OPN_UNDO_FAILED' },
  ],
});
