import { startTestServer, toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { confirmOpen } from './open-change';
import { savedRule, writesOf } from './sample-items';

toolTest('opn_add_icmpv6_rules', FirewallPlugin, {
  works: [
    {
      says: 'passes what RFC 4890 calls essential, by type, and loads it once',
      args: { interface: 'IOT' },
      then: (result, kit) => {
        expect(result).toEqual({ interface: 'IOT', rules_created: 5, uuids: expect.any(Array), already_there: [] });
        const rules = result.uuids.map((uuid: string) => savedRule(kit, uuid)?.fields);
        expect(rules.map((rule: Record<string, string>) => rule['icmp6type'])).toEqual(['1,2,3,4', '128,129', '135,136', '133,134', '130,131,132']);
        for (const rule of rules) expect(rule).toMatchObject({ enabled: '1', action: 'pass', interface: 'opt1', direction: 'in', ipprotocol: 'inet6', protocol: 'IPV6-ICMP' });
        expect(writesOf(kit).filter(line => line.includes('apply'))).toHaveLength(1);
      },
    },
    {
      says: 'adds nothing twice, and only what is missing',
      args: { interface: 'opt1' },
      given: async kit => {
        const { uuids } = (await kit.call('opn_add_icmpv6_rules', { interface: 'opt1' })).structuredContent as { uuids: string[] };
        await confirmOpen(kit);
        await kit.call('opn_toggle_firewall_rule', { uuid: uuids[1], enabled: false });
        await confirmOpen(kit);
      },
      then: async (result, kit) => {
        expect(result).toMatchObject({ rules_created: 1, already_there: expect.arrayContaining(['ICMPv6 errors (RFC 4890)']) });
        expect(savedRule(kit, result.uuids[0])?.fields['icmp6type']).toBe('128,129');
        expect((await kit.call('opn_add_icmpv6_rules', { interface: 'opt1' })).structuredContent).toMatchObject({ rules_created: 0, uuids: [] });
      },
    },
    {
      says: 'counts a rule that passes every type',
      args: {},
      given: async kit => {
        await kit.call('opn_add_firewall_rule', { interface: 'lan', ip_protocol: 'inet6', protocol: 'ICMPv6' });
      },
      then: (result, kit) => expect([result.rules_created, writesOf(kit)]).toEqual([0, []]),
    },
  ],
  refuses: [
    { says: 'an interface that is not there', args: { interface: 'DMZ' }, code: 'OPN_INVALID_INPUT', text: /no 'DMZ'[^]*GUEST/ },
    { says: 'and takes all of them back when they cannot be loaded', args: {}, between: failingOnce(/filter\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'while writes are off', writes: false, args: {}, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});

it.each(['24.7', '25.1'] as const)('on %s it says that rules cannot name the types', async release => {
  const kit = await startTestServer({ plugins: [FirewallPlugin], release });
  try {
    expect(await kit.call('opn_add_icmpv6_rules', {})).toMatchObject({ isError: true, content: [{ text: expect.stringMatching(/^OPN_NEEDS_RELEASE: Rules with ICMPv6 types need OPNsense 25\.7/) }] });
  } finally {
    await kit.close();
  }
});
