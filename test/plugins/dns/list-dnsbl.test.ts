import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { policyUuid, post, SEVERAL, SINGLE, switchOff } from './saved';

const SAMPLE = { enabled: true, providers: ['ag'], custom_urls: 0, allowlists: 1, blocklists: 1, wildcards: 0 };

toolTest('opn_list_dnsbl', DnsPlugin, {
  works: [
    {
      says: 'policies with what they hold, with one request',
      releases: SEVERAL,
      then: (result, kit) => {
        expect(kit.requests.filter(line => line.includes('unbound'))).toEqual(['POST unbound/settings/search_dnsbl', 'GET unbound/service/status']);
        expect(result).toEqual({ total: 1, policies: [{ uuid: policyUuid(kit), description: 'Advertising', ...SAMPLE }] });
      },
    },
    {
      says: 'the single policy of older releases, which has no uuid',
      releases: SINGLE,
      then: result => {
        expect(result).toEqual({ total: 1, policies: [SAMPLE] });
      },
    },
    {
      says: 'for whom a policy is',
      releases: SEVERAL,
      given: kit => post(kit, 'unbound/settings/add_dnsbl', { blocklist: { enabled: '0', description: 'Guests', source_nets: '192.168.30.0/24', wildcards: 'a.example.org,b.example.org' } }),
      args: { search: 'guest' },
      then: ({ total, policies }) => {
        expect([total, policies]).toEqual([1, [expect.objectContaining({ enabled: false, description: 'Guests', source_nets: ['192.168.30.0/24'], providers: [], wildcards: 2 })]]);
      },
    },
    {
      says: 'no second page of a single policy',
      releases: SINGLE,
      args: { cursor: '25.2' },
      then: ({ policies }) => {
        expect(policies).toEqual([]);
      },
    },
    { says: 'that Unbound is off', releases: ['24.7', '26.7'], given: kit => switchOff(kit), then: result => expect([result.note, result.policies.length > 0]).toEqual(['Unbound is not switched on.', true]) },
  ],
  refuses: [
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { says: 'a fault of the firewall, which is no sign of an older one', releases: SEVERAL, between: failing(/search_dnsbl/, 500), code: 'OPN_FIREWALL_FAULT' },
  ],
});
