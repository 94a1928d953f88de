import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failing } from '../failing-wire';
import { savedRule } from './sample-items';

const names = (result: { rules: readonly { description: string }[] }): string[] => result.rules.map(rule => rule.description);

toolTest('opn_list_firewall_rules', FirewallPlugin, {
  works: [
    {
      says: 'lists every rule, those of the older page too, in the order of evaluation',
      then: (result, kit) => {
        expect(result.total).toBe(12);
        expect(names(result).slice(0, 2)).toEqual(['Block known attackers', 'Ping between all networks']);
        expect(names(result)).toEqual(expect.arrayContaining(['Default allow LAN to any rule', 'Guests to the web', 'Staff over VPN to the servers']));
        expect(names(result).indexOf('Things may ask for names')).toBeLessThan(names(result).indexOf('Things must not reach the LAN'));
        expect(result.rules.find((rule: { description: string }) => rule.description === 'Guests to the web')).toMatchObject({
          uuid: savedRule(kit, 'Guests to the web')?.uuid,
          kind: 'rule', enabled: true, action: 'pass', interfaces: ['GUEST'], direction: 'in', ip_protocol: 'inet', protocol: 'TCP',
          destination: 'any', destination_port: 'web_ports', categories: ['Guests'],
        });
        expect(result.rules.find((rule: { description: string }) => rule.description === 'Remote help for the migration')).toMatchObject({ enabled: false, interfaces: ['WAN'] });
        expect(result.unavailable).toBeUndefined();
      },
    },
    { says: 'keeps its first page small', then: result => expect(encode(JSON.stringify(result)).length).toBeLessThan(2000) },
    {
      says: 'marks the rules that only the older page can change',
      releases: ['24.7', '25.1', '25.7', '26.1'],
      then: result => {
        const legacy = result.rules.filter((rule: { kind: string }) => rule.kind === 'legacy');
        expect(legacy.map((rule: { description: string }) => rule.description)).toContain('Backups of the hypervisor go over LTE');
        expect(legacy.every((rule: { uuid?: string }) => rule.uuid === undefined)).toBe(true);
      },
    },
    {
      says: "shows OPNsense's own rules on request, and otherwise says how many there are",
      releases: ['25.1', '25.7', '26.1', '26.7'],
      args: { include_automatic: true, limit: 100 },
      then: async (result, kit) => {
        const automatic = result.rules.filter((rule: { kind: string }) => rule.kind === 'automatic');
        expect(automatic.length).toBeGreaterThan(10);
        expect(result.rules[0].kind).toBe('automatic');
        const usual = (await kit.call('opn_list_firewall_rules')).structuredContent;
        expect(usual).toMatchObject({ automatic_hidden: automatic.length, total: result.total - automatic.length });
      },
    },
    { says: 'says that 24.7 keeps its own rules to itself', releases: ['24.7'], then: result => expect(result.note).toMatch(/automatic rules only in the web GUI/) },
    {
      says: 'finds an interface by the name people use, in any case',
      args: { interface: 'guest' },
      then: result => expect(names(result)).toEqual(['Guests must not reach private networks', 'Guests to the web']),
    },
    {
      says: 'finds an interface by its key, with floating rules that are on it among others',
      args: { interface: 'lan' },
      then: result => expect(names(result)).toEqual(['Ping between all networks', 'Default allow LAN to any rule', 'Default allow LAN IPv6 to any rule', 'Backups of the hypervisor go over LTE']),
    },
    {
      says: 'tells on request what each rule matched',
      args: { hits: true, limit: 100 },
      then: result => {
        const counted = result.rules.filter((rule: { packets?: number }) => rule.packets !== undefined);
        expect(counted.length).toBeGreaterThan(3);
        expect(counted.every((rule: { enabled: boolean }) => rule.enabled)).toBe(true);
        expect(counted[0]).toMatchObject({ evaluations: expect.any(Number), bytes: expect.any(Number), states: expect.any(Number) });
      },
    },
    { says: 'filters by action', args: { action: 'reject' }, then: result => expect(names(result)).toEqual(['Guests must not reach private networks']) },
    { says: 'filters by state', args: { enabled: false }, then: result => expect(names(result)).toEqual(['Remote help for the migration']) },
    { says: 'searches', args: { search: 'guests web' }, then: result => expect(names(result)).toEqual(['Guests to the web']) },
    {
      says: 'pages, and says how to go on',
      args: { cursor: '5.2' },
      then: async (result, kit) => {
        const all = (await kit.call('opn_list_firewall_rules')).structuredContent as { rules: { description: string }[] };
        expect(names(result)).toEqual(names(all).slice(5, 10));
        expect(result.next_cursor).toBe('5.3');
      },
    },
    { says: 'asks once where the firewall lists everything', releases: ['26.1', '26.7'], then: (_result, kit) => expect(kit.requests.filter(line => line.includes('firewall/'))).toHaveLength(1) },
    {
      says: 'lists every rule of a firewall that does not tell its version',
      between: failing(/system_?information|firmware\/(info|status)|core\/menu/i, 403),
      then: result => expect(result.total).toBe(12),
    },
    {
      says: 'tells what it can without the configuration',
      releases: ['24.7'],
      between: failing(/backup\/download/, 403),
      then: result => {
        expect(result.rules.find((rule: { description: string }) => rule.description === 'Guests to the web')).toEqual({ uuid: expect.any(String), kind: 'rule', enabled: true, action: 'pass', sequence: 500, description: 'Guests to the web' });
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'firewall rules in the configuration', why: expect.stringMatching(/^OPN_FORBIDDEN/) })]);
      },
    },
  ],
  refuses: [
    { says: 'an interface that is not there, and names those that are', args: { interface: 'DMZ' }, code: 'OPN_INVALID_INPUT', text: /no interface 'DMZ'[^]*GUEST \(opt2\)/ },
    { args: { action: 'allow' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /pass, block, reject/ },
    { args: { limit: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
