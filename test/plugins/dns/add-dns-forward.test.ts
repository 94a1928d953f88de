import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { item, saved, switchOff } from './saved';

const SERVER = { server: '192.0.2.53' };
const now = (name: string) => (kit: Parameters<typeof saved>[0]): string | undefined => saved(kit, 'dots', 'server', SERVER.server, name);

toolTest('opn_add_dns_forward', DnsPlugin, {
  works: [
    {
      says: 'one in the clear for a domain',
      args: { ...SERVER, domain: 'corp.example.org', tcp: true, description: 'Office' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: item(kit, 'dots', 'server', SERVER.server)?.attributes['uuid'], type: 'forward', ...SERVER, port: 53, service: 'running' });
        expect(['type', 'domain', 'port', 'forward_tcp_upstream', 'enabled'].map(name => now(name)(kit))).toEqual(['forward', 'corp.example.org', '53', '1', '1']);
      },
    },
    {
      says: 'one over TLS, on its own port',
      args: { ...SERVER, type: 'dot', verify: 'dns.example.org' },
      then: ({ type, port }, kit) => {
        expect([type, port, now('type')(kit), now('port')(kit), now('verify')(kit)]).toEqual(['dot', 853, 'dot', '853', 'dns.example.org']);
      },
    },
    {
      says: 'that Unbound is off',
      given: switchOff,
      args: SERVER,
      then: ({ service }) => {
        expect(service).toBe('off');
      },
    },
  ],
  refuses: [
    { says: 'a name', args: { server: 'dns.example.org' }, code: 'OPN_INVALID_INPUT', text: /server/ },
    { says: 'what only looks like an address', args: { server: '1.2.3' }, code: 'OPN_INVALID_INPUT', text: /no IP address/ },
    { says: 'an impossible port', args: { ...SERVER, port: 70_000 }, code: 'OPN_INVALID_INPUT', text: /port/ },
    { says: 'a certificate name that OPNsense refuses, by field', args: { ...SERVER, type: 'dot', verify: 'under_score' }, code: 'OPN_REJECTED', text: /verify/ },
    { says: 'while changes are not allowed', writes: false, args: SERVER, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: SERVER, code: 'OPN_FORBIDDEN' },
  ],
});
