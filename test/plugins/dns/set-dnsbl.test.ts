import { toolTest } from '../../../src/adapters/testkit';
import { DnsPlugin } from '../../../src/plugins/dns/dns.plugin';
import { failing } from '../failing-wire';
import { item, policyField, policyUuid, post, saved, SEVERAL, SINGLE } from './saved';

const writing = (requests: readonly string[]): string[] => requests.filter(line => /set|service/.test(line.replace('settings', '')) && line.startsWith('POST')).map(line => line.split(/[ ?]/)[1] ?? '');

toolTest('opn_set_dnsbl', DnsPlugin, {
  works: [
    {
      says: 'lists with commas or line ends, several entries each, and builds them without a restart',
      args: { providers: 'el, ag', allowlists: 'good.example.com\nfine.example.org', blocklists: 'ads.example.com,Bad.Example.org.', wildcards: '*.tracker.example.org\nspy.example.org' },
      then: ({ changed, built }, kit) => {
        expect([changed, built]).toEqual([['providers', 'allowlists', 'blocklists', 'wildcards'], true]);
        expect(['type', 'allowlists', 'blocklists', 'wildcards'].map(name => policyField(kit, name))).toEqual(['el,ag', 'good.example.com,fine.example.org', 'ads.example.com,bad.example.org', 'tracker.example.org,spy.example.org']);
        const set = policyUuid(kit) === undefined ? 'unbound/settings/set' : `unbound/settings/set_dnsbl/${policyUuid(kit) ?? ''}`;
        expect(writing(kit.requests)).toEqual([set, 'unbound/service/dnsbl']);
      },
    },
    {
      says: 'only what is named',
      args: { nxdomain: true, address: '192.0.2.1' },
      then: ({ changed }, kit) => {
        expect(changed).toEqual(['nxdomain', 'address']);
        expect(['nxdomain', 'address', 'type', 'blocklists'].map(name => policyField(kit, name))).toEqual(['1', '192.0.2.1', 'ag', 'ads.example.com']);
      },
    },
    {
      says: 'lists can be emptied',
      args: { clear: ['allowlists', 'providers'] },
      then: ({ changed }, kit) => {
        expect([changed, policyField(kit, 'allowlists'), policyField(kit, 'type'), policyField(kit, 'blocklists')]).toEqual([['providers', 'allowlists'], '', '', 'ads.example.com']);
      },
    },
    {
      says: 'for whom, how often and what for',
      releases: SEVERAL,
      args: kit => ({ uuid: policyUuid(kit), source_nets: '192.168.1.0/24\n192.168.20.0/24', cache_ttl: 3600, custom_urls: 'https://lists.example.org/a.txt' }),
      then: ({ changed }, kit) => {
        expect(changed).toEqual(['cache_ttl', 'custom_urls', 'source_nets']);
        expect([policyField(kit, 'source_nets'), policyField(kit, 'cache_ttl'), policyField(kit, 'lists')]).toEqual(['192.168.1.0/24,192.168.20.0/24', '3600', 'https://lists.example.org/a.txt']);
      },
    },
    {
      says: 'makes the first policy where there is none',
      releases: ['25.7', '26.7'],
      given: kit => post(kit, `unbound/settings/del_dnsbl/${policyUuid(kit) ?? ''}`),
      args: { providers: 'ag', blocklists: 'ads.example.com' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), created: true, changed: ['providers', 'blocklists'], built: true });
        expect(item(kit, 'dnsbl', 'description', 'Blocklist')?.attributes['uuid']).toBe(result.uuid);
        expect(['enabled', 'type', 'blocklists'].map(name => saved(kit, 'dnsbl', 'description', 'Blocklist', name))).toEqual(['1', 'ag', 'ads.example.com']);
      },
    },
    {
      says: 'nothing when all is so already, and builds nothing',
      args: { enabled: true, providers: 'ag' },
      then: (result, kit) => {
        expect([result.changed, result.built, writing(kit.requests)]).toEqual([[], false, []]);
      },
    },
  ],
  refuses: [
    { says: 'nothing to change', code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'an unknown list, and names a close one', args: { providers: 'ag,hgz02' }, code: 'OPN_INVALID_INPUT', text: /'hgz02'/ },
    { says: 'no domain, which OPNsense would leave out without a word', args: { blocklists: 'ads.example.com,not a domain' }, code: 'OPN_INVALID_INPUT', text: /not a domain/ },
    { says: 'no expression, which OPNsense would leave out without a word', args: { allowlists: 'good(.example.com' }, code: 'OPN_INVALID_INPUT', text: /regular/ },
    { says: 'no address of a list', args: { custom_urls: 'ftp://lists.example.org' }, code: 'OPN_INVALID_INPUT', text: /custom_urls/ },
    { says: 'to empty and to fill a list', args: { allowlists: 'a.example.org', clear: ['allowlists'] }, code: 'OPN_INVALID_INPUT', text: /allowlists/ },
    { says: 'to clear what is no list', args: { clear: ['description'] }, code: 'OPN_INVALID_INPUT', text: /clear/ },
    { says: 'what the single policy has not', releases: SINGLE, args: { source_nets: '192.168.1.0/24' }, code: 'OPN_NEEDS_RELEASE', text: /25\.7\.8/ },
    { says: 'networks of different sizes, by field', releases: SEVERAL, args: { source_nets: '192.168.1.0/24,192.168.2.0/25' }, code: 'OPN_REJECTED', text: /source_nets/ },
    { says: 'no description, by field', releases: SEVERAL, args: { description: '' }, code: 'OPN_REJECTED', text: /description/ },
    { says: 'an unknown uuid, which OPNsense would create', args: { uuid: '99999999-0000-4000-8000-000000000001', enabled: false }, code: 'OPN_NOT_FOUND' },
    { says: 'when the lists cannot be built, and takes the change back', between: failing(/service\/dnsbl/, 403), args: { enabled: false }, code: 'OPN_UNDO_FAILED' },
    { says: 'while changes are not allowed', writes: false, args: { enabled: false }, code: 'OPN_WRITES_OFF' },
  ],
});
