import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { confirmOpen } from './open-change';
import { savedRule, savedRules, UNKNOWN } from './sample-items';

const WEB = 'Guests to the web';
const ATTACKERS = 'Block known attackers';
const PING = 'Ping between all networks';
/** The saved rules on GUEST alone, in their order. */
const guests = (kit: TestServer): string[] => {
  const own = savedRules(kit).filter(({ fields }) => fields['interface'] === 'opt2').sort((left, right) => Number(left.fields['sequence']) - Number(right.fields['sequence']));
  return own.map(({ fields }) => fields['description'] ?? '');
};
const uuidOf = (kit: TestServer, description: string | undefined): string => savedRule(kit, description ?? '')?.uuid ?? '';

toolTest('opn_set_rule_options', FirewallPlugin, {
  works: [
    {
      says: 'moves a rule before another and after it again, and does nothing where it stands there already',
      args: kit => ({ uuid: uuidOf(kit, guests(kit).at(-1)), before: uuidOf(kit, guests(kit)[0]) }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ changed: ['sequence'], moved: 0 });
        const [first = '', second = '', ...rest] = guests(kit);
        expect(savedRule(kit, first)?.uuid).toBe(result.uuid);
        expect((await kit.call('opn_set_rule_options', { uuid: result.uuid, before: uuidOf(kit, second) })).structuredContent).toMatchObject({ changed: [], moved: 0 });
        await confirmOpen(kit);
        expect((await kit.call('opn_set_rule_options', { uuid: result.uuid, after: uuidOf(kit, rest.at(-1) ?? second) })).isError).toBeUndefined();
        expect(guests(kit)).toEqual([second, ...rest, first]);
        expect(kit.requests.some(line => line.includes('apply'))).toBe(true);
      },
    },
    {
      says: 'makes room between neighbours, also among floating rules, and all of it can be taken back',
      given: async kit => {
        const next = Number(savedRule(kit, ATTACKERS)?.fields['sequence']) + 1;
        await kit.call('opn_update_firewall_rule', { uuid: uuidOf(kit, PING), sequence: next });
        await confirmOpen(kit);
        await kit.call('opn_add_firewall_rule', { interface: '', source_net: '192.0.2.9', description: 'floating' });
        await confirmOpen(kit);
      },
      args: kit => ({ uuid: uuidOf(kit, 'floating'), after: uuidOf(kit, ATTACKERS) }),
      then: async (result, kit) => {
        expect(result).toMatchObject({ changed: ['sequence'], moved: 1 });
        const number = (description: string): number => Number(savedRule(kit, description)?.fields['sequence']);
        expect([number('floating') - number(ATTACKERS), number(PING) > number('floating')]).toEqual([1, true]);
        await kit.call('opn_rollback_changes', {});
        expect(number(PING) - number(ATTACKERS)).toBe(1);
      },
    },
    {
      says: 'sets ICMP types, kinds of states and where answers go, and leaves the rest',
      releases: ['25.7', '26.7'],
      given: kit => void (kit.firewall.document.ensure('schedules/schedule/name').text = 'Nights'),
      args: kit => ({ uuid: uuidOf(kit, PING), icmp_types: 'echo-request, timex', schedule: 'nights', state_type: 'none', reply_to: 'LTE_GW' }),
      then: async (result, kit) => {
        expect(result.changed.sort()).toEqual(['icmptype', 'replyto', 'sched', 'statetype']);
        expect(savedRule(kit, PING)?.fields).toMatchObject({ protocol: 'ICMP', icmptype: 'echoreq,timex', statetype: 'none', replyto: 'LTE_GW', sched: 'Nights', enabled: '1' });
        const { structuredContent } = await kit.call('opn_list_firewall_rules', { search: PING });
        expect(structuredContent?.['rules']).toEqual([expect.objectContaining({ icmp_types: ['Echo Request', 'Time Exceeded'], schedule: 'Nights', state_type: 'none', reply_to: 'LTE_GW' })]);
        await confirmOpen(kit);
        expect((await kit.call('opn_set_rule_options', { uuid: result.uuid, reply_to: 'off' })).isError).toBeUndefined();
        await confirmOpen(kit);
        expect((await kit.call('opn_update_firewall_rule', { uuid: result.uuid, ip_protocol: 'inet6', protocol: 'ICMPv6' })).structuredContent).toMatchObject({ changed: expect.arrayContaining(['protocol', 'icmptype']) });
        await confirmOpen(kit);
        expect((await kit.call('opn_set_rule_options', { uuid: result.uuid, icmp_types: 'packet too big' })).isError).toBeUndefined();
        expect(savedRule(kit, PING)?.fields).toMatchObject({ icmptype: '', icmp6type: '2', replyto: '', disablereplyto: '1' });
      },
    },
  ],
  refuses: [
    { says: 'an unknown rule', args: { uuid: UNKNOWN, schedule: '' }, code: 'OPN_NOT_FOUND', text: /no firewall rule/ },
    { says: 'nothing to change', releases: ['26.7'], args: kit => ({ uuid: uuidOf(kit, WEB) }), code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'two places', releases: ['26.7'], args: kit => ({ uuid: uuidOf(kit, WEB), before: UNKNOWN, after: UNKNOWN }), code: 'OPN_INVALID_INPUT', text: /different places/ },
    { says: 'a place beside a rule of another kind', args: kit => ({ uuid: uuidOf(kit, WEB), before: uuidOf(kit, ATTACKERS) }), code: 'OPN_INVALID_INPUT', text: /none of the rules of GUEST alone/ },
    { says: 'a place beside an interface\'s rule for a floating one', args: kit => ({ uuid: uuidOf(kit, ATTACKERS), after: uuidOf(kit, WEB) }), code: 'OPN_INVALID_INPUT', text: /none of the floating rules/ },
    { says: 'ICMP types of another protocol, and an unknown schedule', releases: ['26.7'], args: kit => ({ uuid: uuidOf(kit, WEB), icmp_types: 'echoreq', schedule: 'Nights' }), code: 'OPN_INVALID_INPUT', text: /schedule: this firewall has no 'Nights'[^]*icmp_types: they need protocol ICMP or ICMPv6; it is TCP/ },
    { says: 'unknown ICMP types, with those it has', releases: ['26.7'], args: kit => ({ uuid: uuidOf(kit, PING), icmp_types: 'echoreq,ping' }), code: 'OPN_INVALID_INPUT', text: /no 'ping' \(it has Echo Request/ },
    { says: 'what the rules of this release do not have', releases: ['24.7'], args: kit => ({ uuid: uuidOf(kit, PING), icmp_types: 'echoreq', state_type: 'none', reply_to: 'LTE_GW', schedule: 'Nights' }), code: 'OPN_INVALID_INPUT', text: /schedule: [^]*state_type: this release has no state_type in its rules[^]*reply_to: [^]*icmp_types: this release has no types of ICMP/ },
    { says: 'a key without the privilege', releases: ['24.7', '26.7'], user: 'monitor', args: { uuid: UNKNOWN, schedule: '' }, code: 'OPN_FORBIDDEN' },
    { says: 'while writes are off', releases: ['26.7'], writes: false, args: { uuid: UNKNOWN }, code: 'OPN_WRITES_OFF' },
  ],
});
