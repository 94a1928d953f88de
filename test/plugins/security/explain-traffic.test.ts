import { toolTest } from '../../../src/adapters/testkit';
import { SecurityPlugin } from '../../../src/plugins/security/security.plugin';
import { askJson } from '../../adapters/fake/ask';
import { failing } from '../failing-wire';

type Step = { readonly stage: string; readonly on?: string; readonly result: string; readonly why: string; readonly near_misses?: string[] };
const stages = ({ steps }: { steps: readonly Step[] }): string[] => steps.map(({ stage }) => stage);
const guest = { source: '192.168.30.100', destination: '192.0.2.80' };

toolTest('opn_explain_traffic', SecurityPlugin, {
  works: [
    {
      says: 'follows a packet in, along the route, through NAT and out',
      args: { ...guest, port: 443 },
      then: result => {
        expect(result).toMatchObject({ verdict: 'pass', reason: expect.stringContaining('"Guests to the web" passes it'), packet: { interface: 'GUEST', direction: 'in', protocol: 'tcp', port: 443 } });
        expect(stages(result)).toEqual(['rules in', 'route', 'source NAT', 'rules out']);
        expect(result.steps[0].rule).toMatchObject({ kind: 'rule', among: 'interface', action: 'pass' });
        expect(result.steps[1]).toMatchObject({ on: 'WAN', why: expect.stringContaining('default route') });
        expect(result.steps[2]).toMatchObject({ result: 'source becomes 203.0.113.10' });
        expect(result.unavailable).toBeUndefined();
      },
    },
    {
      says: 'names the rule that would pass it but for one condition',
      args: { ...guest, port: 22 },
      then: (result, kit) => {
        expect(result).toMatchObject({ verdict: 'block', reason: expect.stringContaining('Default deny') });
        expect(result.steps.at(-1).near_misses).toEqual(['"Guests to the web" would pass, but wants destination port web_ports']);
        expect(result.note === undefined).toBe(kit.firewall.release !== '24.7');
      },
    },
    {
      says: 'tells a rejection from a block, with the networks of an alias',
      args: { source: '192.168.30.100', destination: '192.168.1.10', port: 443 },
      releases: ['24.7', '26.7'],
      then: result => expect(result).toMatchObject({ verdict: 'reject', steps: [{ rule: { description: 'Guests must not reach private networks' } }] }),
    },
    {
      says: 'finds the port forward that takes it, and that it skips the rules',
      args: { source: '203.0.113.5', destination: '203.0.113.10', port: 8443 },
      then: result => {
        expect(result).toMatchObject({ verdict: 'pass', reason: expect.stringContaining('port forward "NAS from outside"') });
        expect(result.steps[0]).toMatchObject({ stage: 'destination NAT', result: expect.stringContaining('192.168.1.10:443') });
        expect(stages(result)).toEqual(['destination NAT', 'route', 'rules out']);
      },
    },
    {
      says: 'asks the firewall which tables hold an address that only it knows',
      args: { source: '198.51.100.13', destination: '203.0.113.10', port: 443, interface: 'LTE' },
      given: kit => void kit.firewall.running.packetFilter.added.set('blocklist', new Set(['198.51.100.13'])),
      releases: ['25.7', '26.7'],
      then: result => expect(result).toMatchObject({ verdict: 'block', steps: [{ rule: { among: 'floating', description: 'Block known attackers' } }] }),
    },
    {
      says: 'says what it cannot know when the firewall does not tell its tables',
      args: { source: '192.168.30.100', destination: '192.0.2.80', port: 22 },
      between: failing(/alias_util/i, 403),
      given: async kit => {
        await askJson(kit.firewall, 'firewall/filter/add_rule', { rule: { action: 'pass', interface: 'opt2', protocol: 'TCP', source_net: 'opt2', destination_net: 'blocklist', description: 'To the attackers' } });
      },
      releases: ['26.7'],
      then: result => {
        expect(result).toMatchObject({ verdict: 'unknown', unavailable: [{ what: 'which tables hold the addresses' }] });
        expect(result.unknown).toEqual(expect.arrayContaining([expect.stringMatching(/"To the attackers".*what the alias blocklist \(urltable\) holds/)]));
      },
    },
    {
      says: 'follows a ping to the firewall itself, by the name of the interface in any case',
      args: { source: '192.168.1.20', destination: '192.168.1.1', protocol: 'ICMP', interface: 'lan' },
      releases: ['24.7', '25.7', '26.7'],
      then: result => {
        expect(result).toMatchObject({ verdict: 'pass', packet: { to_firewall: true, icmp_type: 'echoreq' }, steps: [{ rule: { description: 'Ping between all networks' } }, { stage: 'route', result: 'stays here' }] });
      },
    },
    {
      says: 'knows what the firewall sends itself as going out',
      args: { source: '203.0.113.10', destination: '192.0.2.9', port: 53, protocol: 'udp' },
      releases: ['24.7', '26.7'],
      then: result => expect(result).toMatchObject({ verdict: 'pass', packet: { direction: 'out', interface: 'WAN' } }),
    },
    {
      says: 'takes the newest blocked packet from the log, and agrees with the firewall',
      args: { log: 'newest_blocked', protocol: 'tcp' },
      releases: ['25.1', '26.1', '26.7'],
      then: result => {
        expect(result.log).toMatchObject({ newest: { action: 'block', protocol: 'tcp' } });
        expect(result.packet).toMatchObject({ source: result.log.newest.source, destination: result.log.newest.destination });
        expect(result).toMatchObject({ verdict: 'block', log: { agrees: true } });
      },
    },
    {
      says: 'compares with the log, and says when that holds nothing',
      args: { ...guest, port: 443, log: 'compare' },
      releases: ['25.7', '26.7'],
      then: result => expect(result.log).toMatchObject({ lines: 0, note: expect.stringContaining('only rules with logging') }),
    },
    {
      says: 'works without what the key may not read beside the configuration',
      args: { ...guest, port: 443, interface: 'guest' },
      between: failing(/get_?routes|interfaces_?info|query_?states|alias_?util|search_?rule|interface_?list/i, 403),
      then: result => {
        expect(result).toMatchObject({ verdict: 'pass', note: expect.stringContaining('does not tell its own rules'), unknown: ['has a state already', '"virusprot overload table"', 'Which address the source becomes'].map(text => expect.stringContaining(text)) });
        expect(result.unavailable.length).toBeGreaterThanOrEqual(4);
      },
    },
  ],
  refuses: [
    { says: 'no packet at all', code: 'OPN_INVALID_INPUT', releases: ['26.7'], text: /source and a destination/ },
    { args: { source: '192.168.1.1', destination: '2001:db8::1' }, code: 'OPN_INVALID_INPUT', releases: ['26.7'], text: /different versions of IP/ },
    { args: { source: 'nas', destination: '192.168.1.1' }, code: 'OPN_INVALID_INPUT', releases: ['26.7'] },
    { args: { ...guest, interface: 'DMZ' }, code: 'OPN_INVALID_INPUT', releases: ['25.1', '26.7'], text: /no interface 'DMZ'[^]*GUEST \(opt2\)/ },
    { says: 'a log without such a packet', args: { log: 'newest_blocked', source: '192.0.2.250' }, code: 'OPN_NOT_FOUND', releases: ['26.7'], text: /no blocked packet that fits/ },
    { says: 'without the configuration', args: { ...guest, port: 443 }, user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
