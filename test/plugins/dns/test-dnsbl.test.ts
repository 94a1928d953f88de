import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { policyUuid, post } from './saved';

toolTest('opn_test_dnsbl', DnsPlugin, {
  works: [
    {
      says: 'who blocks a name',
      args: { domain: 'ads.example.com' },
      then: (result, kit) => {
        expect(result).toEqual({ blocked: true, blocklist: 'Custom', policy: 'Advertising', policy_uuid: policyUuid(kit) });
      },
    },
    {
      says: 'that a name passes',
      args: { domain: 'www.example.org' },
      then: result => {
        expect(result).toEqual({ blocked: false });
      },
    },
    {
      says: 'for one client and not for another',
      given: async kit => {
        await post(kit, 'unbound/settings/add_dnsbl', { blocklist: { description: 'Things', wildcards: 'example.org', source_nets: '192.168.20.0/24' } });
        await post(kit, 'unbound/service/dnsbl');
      },
      args: { domain: 'www.example.org', client: '192.168.20.50' },
      then: async ({ blocked, policy }, kit) => {
        const other = await kit.call('opn_test_dnsbl', { domain: 'www.example.org', client: '192.168.1.20' });
        expect([blocked, policy, other.structuredContent]).toEqual([true, 'Things', { blocked: false }]);
      },
    },
  ],
  refuses: [
    { args: { domain: 'no domain' }, code: 'OPN_INVALID_INPUT', text: /domain/ },
    { says: 'a key without the privilege', user: 'monitor', args: { domain: 'www.example.org' }, code: 'OPN_FORBIDDEN' },
  ],
});
