import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { post, switchOff, uuidOf } from './saved';

toolTest('opn_list_dns_forwards', DnsPlugin, {
  works: [
    {
      says: 'those in the clear and those over TLS, with a request each and one for the state',
      then: (result, kit) => {
        expect(kit.requests).toHaveLength(3);
        expect(result).toEqual({
          total: 2,
          forwards: [
            { uuid: uuidOf(kit, 'dots', 'type', 'forward'), type: 'forward', enabled: true, domain: 'lab.example.net', server: '10.20.0.53', port: 53, description: 'Resolver of the lab' },
            { uuid: uuidOf(kit, 'dots', 'type', 'dot'), type: 'dot', enabled: true, server: '198.51.100.53', port: 853, verify: 'dns.example.com', description: 'Resolver of the provider' },
          ],
        });
      },
    },
    {
      says: 'one kind, paged by the firewall',
      args: { type: 'dot', limit: 5 },
      then: ({ total, forwards }, kit) => {
        expect([total, forwards[0].type, kit.requests]).toEqual([1, 'dot', ['POST unbound/settings/search_dot', 'GET unbound/service/status']]);
      },
    },
    {
      says: 'a page of both, and what is searched for',
      args: { cursor: '1.2', search: 'Resolver' },
      then: ({ total, forwards }) => {
        expect([total, forwards.map(({ type }: { type: string }) => type)]).toEqual([2, ['dot']]);
      },
    },
    {
      says: 'pages that lie across both kinds, each read in pieces no larger than itself',
      releases: ['26.7'],
      given: async kit => {
        for (const number of [1, 2]) await post(kit, 'unbound/settings/add_forward', { dot: { enabled: '1', server: `192.0.2.${String(number)}` } });
        for (const number of [1, 2, 3, 4]) await post(kit, 'unbound/settings/add_dot', { dot: { enabled: '1', server: `203.0.113.${String(number)}` } });
      },
      args: { limit: 2 },
      then: async (result, kit) => {
        const whole = await kit.call('opn_list_dns_forwards', { limit: 8 });
        const pages = await Promise.all(['2.1', '2.2', '2.3', '2.4'].map(cursor => kit.call('opn_list_dns_forwards', { cursor })));
        const rows = (each: typeof whole): unknown[] => each.structuredContent?.['forwards'] as unknown[];
        expect(result.total).toBe(8);
        expect(rows(whole)).toHaveLength(8);
        expect(pages.flatMap(rows)).toEqual(rows(whole));
        expect(pages.map(page => rows(page).length)).toEqual([2, 2, 2, 2]);
      },
    },
    { says: 'that Unbound is off', releases: ['24.7', '26.7'], given: kit => switchOff(kit), then: result => expect([result.note, result.forwards.length > 0]).toEqual(['Unbound is not switched on.', true]) },
  ],
  refuses: [
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { says: 'half a list', between: failing(/search_dot/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { type: 'doh' }, code: 'OPN_INVALID_INPUT', text: /forward, dot/ },
  ],
});
