import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { savedRule, UNKNOWN, writesOf } from './sample-items';

const WEB = 'Guests to the web';
const web = (more: Readonly<Record<string, unknown>>) => (kit: TestServer) => ({ uuid: savedRule(kit, WEB)?.uuid, ...more });

toolTest('opn_update_firewall_rule', FirewallPlugin, {
  works: [
    {
      says: 'changes what is given and nothing else',
      args: web({ destination_port: '8443', log: true, description: WEB }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: savedRule(kit, WEB)?.uuid, changed: ['destination_port', 'log'] });
        expect(savedRule(kit, WEB)?.fields).toMatchObject({ destination_port: '8443', log: '1', interface: 'opt2', protocol: 'TCP', enabled: '1', source_net: 'opt2' });
        expect(writesOf(kit)).toEqual([`POST firewall/filter/set_rule/${result.uuid}`, expect.stringMatching(/^POST firewall\/filter\/apply/)]);
      },
    },
    {
      says: 'clears a field, and turns the rule off',
      args: web({ categories: '', enabled: false, description: '' }),
      then: (result, kit) => expect(savedRule(kit, result.uuid)?.fields).toMatchObject({ categories: '', enabled: '0', description: '', destination_port: 'web_ports' }),
    },
    {
      says: 'sends nothing when all is so already',
      args: web({ protocol: 'tcp', interface: 'GUEST' }),
      then: (result, kit) => {
        expect(result.changed).toEqual([]);
        expect(writesOf(kit)).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'a rule that does not exist, instead of making one', args: { uuid: UNKNOWN, log: true }, code: 'OPN_NOT_FOUND', text: /no firewall rule/ },
    { says: 'a change of nothing', args: web({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'a protocol that has no ports while the rule has one', args: web({ protocol: 'any' }), code: 'OPN_INVALID_INPUT', text: /destination_port: ports need/ },
    { says: 'an address of another family than the rule has', args: web({ source_net: '2001:db8::1' }), code: 'OPN_INVALID_INPUT', text: /source_net: it is an IPv6 address/ },
    { says: "what the firewall refuses, in its words", args: web({ source_net: 'no_such_alias' }), code: 'OPN_REJECTED', text: /source_net: / },
    { says: 'and takes the change back when it cannot be loaded', args: web({ log: true, source_net: 'nas' }), between: failingOnce(/filter\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { args: { uuid: '../../core/system/reboot', log: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
