import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { policyField, policyUuid } from './saved';

toolTest('opn_remove_dnsbl_allowlist', DnsPlugin, {
  works: [
    {
      says: 'names, and says which were not there',
      args: { domains: 'GOOD.example.com.\nother.example.org' },
      then: (result, kit) => {
        const uuid = policyUuid(kit);
        expect(result).toEqual({ ...(uuid === undefined ? {} : { uuid }), removed: ['good.example.com'], not_found: ['other.example.org'], built: true });
        expect([policyField(kit, 'allowlists'), policyField(kit, 'blocklists')]).toEqual(['', 'ads.example.com']);
        expect(kit.requests.filter(line => line.includes('reconfigure'))).toEqual([]);
      },
    },
    {
      says: 'nothing when none is there, and builds nothing',
      args: { domains: 'other.example.org' },
      then: ({ removed, built }, kit) => {
        expect([removed, built, kit.requests.some(line => line.includes('service'))]).toEqual([[], false, false]);
      },
    },
  ],
  refuses: [
    { says: 'no name', args: { domains: '' }, code: 'OPN_INVALID_INPUT', text: /names nothing/ },
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001', domains: 'a.example.org' }, code: 'OPN_NOT_FOUND' },
    { says: 'when the lists cannot be built', between: failing(/service\/dnsbl/, 403), args: { domains: 'good.example.com' }, code: 'OPN_UNDO_FAILED' },
    { says: 'while changes are not allowed', writes: false, args: { domains: 'good.example.com' }, code: 'OPN_WRITES_OFF' },
  ],
});
