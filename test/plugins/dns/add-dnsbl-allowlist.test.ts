import { type Wire } from '../../../src/adapters/opnsense-api';
import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { policyField, policyUuid, SEVERAL, SINGLE } from './saved';

const BUILD = 'POST unbound/service/dnsbl';
const QUICK = 'POST unbound/settings/update_blocklist';

/** A firewall that saves the quick way, but answers that it could not load it. */
const notLoaded = (status: number, body: string) => (firewall: Wire): Wire => ({
  send: async (request, options) => {
    const answer = await firewall.send(request, options);
    if (!request.path.includes('update_blocklist')) return answer;
    return { ...answer, status, body };
  },
  close: () => firewall.close(),
});

toolTest('opn_add_dnsbl_allowlist', DnsPlugin, {
  works: [
    {
      says: 'a single name goes the quick way, also off the blocked ones',
      releases: SEVERAL,
      args: { domains: 'ads.example.com.' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: policyUuid(kit), added: ['ads.example.com'], already_present: [], applied: 'quick' });
        expect([policyField(kit, 'allowlists'), policyField(kit, 'blocklists')]).toEqual(['good.example.com,ads.example.com', '']);
        expect([kit.requests.includes(QUICK), kit.requests.includes(BUILD)]).toEqual([true, false]);
      },
    },
    {
      says: 'several names at once, then the lists are built',
      args: { domains: 'fine.example.org,good.example.com\nads.example.com' },
      then: (result, kit) => {
        expect(result).toMatchObject({ added: ['fine.example.org', 'ads.example.com'], already_present: ['good.example.com'], applied: 'built' });
        expect([policyField(kit, 'allowlists'), policyField(kit, 'blocklists')]).toEqual(['good.example.com,fine.example.org,ads.example.com', '']);
        expect(kit.requests.filter(line => line.startsWith('POST') && line.includes('service'))).toEqual([BUILD]);
      },
    },
    {
      says: 'a single name where there is no quick way',
      releases: SINGLE,
      args: { domains: '.*\\.cdn\\.example\\.net$' },
      then: ({ applied }, kit) => {
        expect([applied, policyField(kit, 'allowlists'), policyField(kit, 'blocklists')]).toEqual(['built', 'good.example.com,.*\\.cdn\\.example\\.net$', 'ads.example.com']);
      },
    },
    {
      says: 'nothing when all are there, and sends nothing',
      args: { domains: 'Good.Example.com' },
      then: ({ added, applied }, kit) => {
        expect([added, applied, kit.requests.includes(BUILD), kit.requests.includes(QUICK)]).toEqual([[], 'none', false, false]);
      },
    },
    {
      says: 'a name whose quick way was saved but not loaded: the lists are built',
      releases: SEVERAL,
      between: notLoaded(500, '{"errorMessage":"The action was saved but could not be loaded.","errorTitle":"Blocklist error"}'),
      args: { domains: 'ads.example.com' },
      then: ({ added, applied }, kit) => {
        expect([added, applied, policyField(kit, 'allowlists'), policyField(kit, 'blocklists')]).toEqual([['ads.example.com'], 'built', 'good.example.com,ads.example.com', '']);
      },
    },
    {
      says: 'a name whose quick way failed without a word',
      releases: ['26.7'],
      between: notLoaded(200, '{"status":""}'),
      args: { domains: 'new.example.org' },
      then: ({ added, applied }, kit) => {
        expect([added, applied, policyField(kit, 'allowlists')]).toEqual([['new.example.org'], 'built', 'good.example.com,new.example.org']);
      },
    },
  ],
  refuses: [
    {
      says: 'a name that was saved but could not be loaded either way, and takes it back',
      releases: ['26.7'],
      between: wire => failing(/service\/dnsbl/, 500)(notLoaded(200, '{"status":"Error (1)"}')(wire)),
      args: { domains: 'ads.example.com' },
      code: 'OPN_UNDO_FAILED',
      text: /unbound\/service\/dnsbl/,
    },
    { says: 'no name', args: { domains: ' ,\n' }, code: 'OPN_INVALID_INPUT', text: /names nothing/ },
    { says: 'no expression', args: { domains: 'good.example.com,bad[' }, code: 'OPN_INVALID_INPUT', text: /bad\[/ },
    { says: 'an unknown uuid', args: { uuid: '99999999-0000-4000-8000-000000000001', domains: 'a.example.org' }, code: 'OPN_NOT_FOUND' },
    { says: 'a key without the privilege', user: 'monitor', args: { domains: 'a.example.org' }, code: 'OPN_FORBIDDEN' },
    { says: 'when the lists cannot be built', between: failing(/service\/dnsbl/, 403), args: { domains: 'a.example.org,b.example.org' }, code: 'OPN_UNDO_FAILED' },
    { says: 'while changes are not allowed', writes: false, args: { domains: 'a.example.org' }, code: 'OPN_WRITES_OFF' },
  ],
});
