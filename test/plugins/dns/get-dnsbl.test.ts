import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { type Wire } from '../../../src/adapters/opnsense-api';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { policyUuid, post, SEVERAL, SINGLE } from './saved';

const second = (kit: TestServer): Promise<void> => post(kit, 'unbound/settings/add_dnsbl', { blocklist: { description: 'Guests', lists: 'https://lists.example.org/a.txt,https://lists.example.org/b.txt' } });
const SAMPLE = { enabled: true, selected_providers: [expect.objectContaining({ code: 'ag', name: 'AdGuard List' })], custom_urls: [], allowlists: ['good.example.com'], blocklists: ['ads.example.com'], wildcards: [], nxdomain: false };

/** A firewall that cuts off the answers for policies. */
const cutOff = (firewall: Wire): Wire => ({
  send: async (request, options) => {
    const answer = await firewall.send(request, options);
    return request.path.includes('get_dnsbl') ? { ...answer, body: answer.body.slice(0, 20) } : answer;
  },
  close: () => firewall.close(),
});

toolTest('opn_get_dnsbl', DnsPlugin, {
  works: [
    {
      says: 'the only policy, without a uuid',
      then: (result, kit) => {
        const uuid = policyUuid(kit);
        expect(result).toEqual({ ...SAMPLE, ...(uuid === undefined ? {} : { uuid, description: 'Advertising', cache_ttl: 72_000 }) });
      },
    },
    {
      says: 'what could be chosen, when asked',
      args: { available: true },
      then: ({ available_providers: available }, kit) => {
        const isGrouped = ['26.1', '26.7'].includes(kit.firewall.release);
        expect(available.length).toBeGreaterThan(20);
        expect(available).toContainEqual({ code: 'ag', name: 'AdGuard List', ...(isGrouped ? { group: 'General Blocklists' } : {}) });
      },
    },
    {
      says: 'one of several',
      releases: SEVERAL,
      given: second,
      args: kit => ({ uuid: policyUuid(kit) }),
      then: ({ description }) => {
        expect(description).toBe('Advertising');
      },
    },
    {
      says: 'every entry of a list',
      releases: SEVERAL,
      given: async kit => {
        await post(kit, `unbound/settings/set_dnsbl/${policyUuid(kit) ?? ''}`, { blocklist: { lists: 'https://lists.example.org/a.txt,https://lists.example.org/b.txt', source_nets: '192.168.20.0/24', nxdomain: '1' } });
      },
      then: ({ custom_urls: urls, source_nets: nets, nxdomain }) => {
        expect([urls, nets, nxdomain]).toEqual([['https://lists.example.org/a.txt', 'https://lists.example.org/b.txt'], ['192.168.20.0/24'], true]);
      },
    },
    {
      says: 'the first entries of long lists, and how many there are',
      given: async kit => {
        const names = Array.from({ length: 60 }, (_, index) => `host${String(index)}.example.org`).join(',');
        const uuid = policyUuid(kit);
        if (uuid === undefined) await post(kit, 'unbound/settings/set', { unbound: { dnsbl: { blocklists: names } } });
        else await post(kit, `unbound/settings/set_dnsbl/${uuid}`, { blocklist: { blocklists: names } });
      },
      then: ({ blocklists, more }) => {
        expect([blocklists.length, more]).toEqual([50, 'blocklists has 60 entries, of which the first 50 are shown; a higher limit shows more.']);
      },
    },
  ],
  refuses: [
    { says: 'which of several', releases: SEVERAL, given: second, code: 'OPN_INVALID_INPUT', text: /2 policies.*Advertising.*Guests/s },
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001' }, code: 'OPN_NOT_FOUND', text: /blocklist policy/ },
    { says: 'a uuid where there are none', releases: SINGLE, args: { uuid: '99999999-0000-4000-8000-000000000001' }, code: 'OPN_NOT_FOUND', text: /single one/ },
    { says: 'an answer that was cut off, which is no sign of an older firewall', releases: SEVERAL, between: cutOff, code: 'OPN_BAD_ANSWER' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
