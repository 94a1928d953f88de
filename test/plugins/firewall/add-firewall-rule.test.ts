import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { confirmOpen } from './open-change';
import { savedRule, savedRules, writesOf } from './sample-items';
import { categoryUuid } from './category-uuid';

toolTest('opn_add_firewall_rule', FirewallPlugin, {
  works: [
    {
      says: 'saves what was said and loads it',
      args: { interface: 'Guest', action: 'block', protocol: 'tcp', source_net: 'GUEST net', destination_net: 'WAN address', destination_port: '8000-8010', log: true, categories: 'guests', description: 'No admin pages' },
      then: (result, kit) => {
        expect(result).toEqual({
          uuid: expect.any(String),
          rule: {
            uuid: result.uuid, kind: 'rule', enabled: true, action: 'block', interfaces: ['GUEST'], direction: 'in', ip_protocol: 'inet', protocol: 'TCP',
            source: 'opt2', destination: 'wanip', destination_port: '8000-8010', log: true, categories: ['Guests'], description: 'No admin pages',
            ...(kit.firewall.release === '24.7' ? { sequence: 800 } : {}),
          },
        });
        expect(savedRule(kit, result.uuid)?.fields).toMatchObject({
          enabled: '1', action: 'block', interface: 'opt2', protocol: 'TCP', source_net: 'opt2', destination_net: 'wanip', destination_port: '8000-8010', log: '1', quick: '1',
          categories: categoryUuid(kit, 'Guests'),
        });
        expect(kit.firewall.release === '24.7' ? result.rule.sequence : Number(savedRule(kit, result.uuid)?.fields['sequence'])).toBe(Math.max(...savedRules(kit).map(({ fields }) => Number(fields['sequence']))));
        expect(writesOf(kit)).toEqual(['POST firewall/filter/add_rule', expect.stringMatching(/^POST firewall\/filter\/apply/)]);
        expect(kit.firewall.running.applied('filter').toXml()).toContain('No admin pages');
      },
    },
    {
      says: 'takes the family from the addresses, and knows ICMPv6',
      args: { source_net: '2001:db8:77::/48', protocol: 'icmpv6' },
      then: (result, kit) => expect(savedRule(kit, result.uuid)?.fields).toMatchObject({ ipprotocol: 'inet6', protocol: 'IPV6-ICMP', interface: 'lan', source_net: '2001:db8:77::/48', destination_net: 'any' }),
    },
    {
      says: 'makes a floating rule for every interface, and one for several',
      args: { interface: '', source_net: '192.0.2.7' },
      then: async (result, kit) => {
        expect(savedRule(kit, result.uuid)?.fields['interface']).toBe('');
        expect(result.rule.interfaces).toBeUndefined();
        if (kit.firewall.release === '24.7') return;
        await confirmOpen(kit);
        const several = (await kit.call('opn_add_firewall_rule', { interface: 'lan, IOT', description: 'two' })).structuredContent as { uuid: string };
        expect(savedRule(kit, several.uuid)?.fields['interface']).toBe('lan,opt1');
      },
    },
    {
      says: 'sends nothing on a dry run',
      releases: ['25.1', '26.7'],
      args: { source_net: 'nas', dry_run: true },
      then: (_result, kit) => {
        expect(writesOf(kit)).toEqual([]);
        expect(savedRules(kit).some(({ fields }) => fields['source_net'] === 'nas')).toBe(false);
      },
    },
  ],
  refuses: [
    { says: 'a rule of which nothing is said', args: { description: 'what?' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing says what/ },
    {
      says: 'what the firewall does not have, all of it at once, before anything is sent',
      args: { interface: 'DMZ', protocol: 'quic', source_net: '192.0.2.400', destination_net: 'not an alias', destination_port: '70000', gateway: 'NO_GW', categories: 'Nothing' },
      code: 'OPN_INVALID_INPUT',
      text: /protocol: this firewall has no 'quic'[^]*gateway: [^]*interface: [^]*GUEST[^]*categories: [^]*source_net: '192\.0\.2\.400'[^]*destination_net: [^]*destination_port: /,
    },
    { says: 'ports without a protocol that has some', args: { destination_port: '443' }, code: 'OPN_INVALID_INPUT', text: /destination_port: ports need protocol TCP, UDP/ },
    { says: 'an address of the other family', args: { source_net: '192.0.2.1', ip_protocol: 'inet6' }, code: 'OPN_INVALID_INPUT', text: /source_net: it is an IPv4 address, so ip_protocol has to be inet/ },
    { says: 'what this release does not know yet', args: { direction: 'any', source_net: 'nas' }, releases: ['24.7', '25.7'], code: 'OPN_INVALID_INPUT', text: /direction: this firewall has no 'any'/ },
    { says: "what the firewall refuses, in its words", args: { source_net: 'no_such_alias' }, code: 'OPN_REJECTED', text: /source_net: / },
    { says: 'and takes the rule back when it cannot be loaded', args: { source_net: 'nas' }, between: failingOnce(/filter\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { sequence: 0 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /sequence/ },
    { says: 'without the right to write', user: 'auditor', args: { source_net: 'nas' }, code: 'OPN_FORBIDDEN' },
    { says: 'while writes are off', writes: ['dns'], args: { source_net: 'nas' }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
