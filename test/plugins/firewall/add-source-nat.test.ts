import { toolTest } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { heedsMode, savedSourceNat, setMode } from './source-nat-rules';
import { writesOf } from './sample-items';

toolTest('opn_add_source_nat', FirewallPlugin, {
  works: [
    {
      says: 'saves what was said and loads it, and says when the mode leaves it without effect',
      args: { interface: 'LTE', source_net: 'IOT net', destination_net: '192.0.2.0/24', protocol: 'tcp', destination_port: '443', target: 'LTE address', description: 'Things by LTE' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), translates: 'opt1 to 192.0.2.0/24 by LTE: source becomes opt3ip', ...(heedsMode(kit) ? { note: expect.stringMatching(/automatic, so these rules are not in effect/) } : {}) });
        expect(savedSourceNat(kit)['Things by LTE']).toMatchObject({ enabled: '1', interface: 'opt3', source_net: 'opt1', destination_net: '192.0.2.0/24', protocol: 'TCP', destination_port: '443', target: 'opt3ip', ipprotocol: 'inet' });
        expect(writesOf(kit)).toEqual(['POST firewall/source_nat/add_rule', expect.stringMatching(/^POST firewall\/source_nat\/apply/)]);
      },
    },
    {
      says: 'takes the address of the interface unless told another one',
      given: kit => setMode(kit, 'hybrid'),
      args: { source_net: 'nas', description: 'plain' },
      then: (result, kit) => {
        expect([result.note, savedSourceNat(kit)['plain']]).toEqual([undefined, expect.objectContaining({ interface: 'wan', target: 'wanip', protocol: 'any', destination_net: 'any' })]);
      },
    },
    { says: 'keeps traffic from being translated, also of IPv6', releases: ['24.7', '26.7'], args: { source_net: '2001:db8:77::/48', no_nat: true, description: 'none' }, then: (result, kit) => expect([result.translates, savedSourceNat(kit)['none']]).toEqual([expect.stringMatching(/not at all$/), expect.objectContaining({ nonat: '1', ipprotocol: 'inet6' })]) },
  ],
  refuses: [
    { says: 'everything wrong at once, before anything is sent', args: { interface: 'DMZ', source_net: '192.0.2.400', destination_port: '70000', protocol: 'quic' }, code: 'OPN_INVALID_INPUT', text: /interface: this firewall has no 'DMZ'[^]*protocol: [^]*source_net: '192\.0\.2\.400'[^]*destination_port: / },
    { says: 'ports without a protocol that has some', releases: ['26.7'], args: { source_net: 'any', destination_port: '53' }, code: 'OPN_INVALID_INPUT', text: /ports need protocol TCP or UDP; it is any/ },
    { says: 'addresses of two families', releases: ['26.7'], args: { source_net: '192.0.2.1', target: '2001:db8::1' }, code: 'OPN_INVALID_INPUT', text: /source_net and target: are addresses of different families/ },
    { says: 'what this release does not know yet', releases: ['24.7'], args: { source_net: 'any', static_port: true }, code: 'OPN_INVALID_INPUT', text: /static_port/ },
    { says: 'what the firewall refuses, in its words', args: { source_net: 'no_such_alias' }, code: 'OPN_REJECTED', text: /source_net: / },
    { says: 'and takes the rule back when it cannot be loaded', releases: ['24.7', '26.7'], args: { source_net: 'nas' }, between: failingOnce(/source_nat\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'without the right to write', releases: ['24.7', '26.7'], user: 'auditor', args: { source_net: 'nas' }, code: 'OPN_FORBIDDEN' },
    { says: 'while writes are off', releases: ['26.7'], writes: ['dns'], args: { source_net: 'nas' }, code: 'OPN_WRITES_OFF' },
  ],
});
