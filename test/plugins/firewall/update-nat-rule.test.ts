import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { failingOnce } from '../failing-wire';
import { forwardField, savedForward, UNKNOWN, writesOf } from './sample-items';

const NAS = 'NAS from outside';
const nas = (more: Readonly<Record<string, unknown>>) => (kit: TestServer) => ({ uuid: savedForward(kit, NAS)?.uuid, ...more });

toolTest('opn_update_nat_rule', FirewallPlugin, {
  works: [
    {
      says: 'changes what is given and nothing else',
      args: nas({ destination_port: '9443', enabled: false, protocol: 'TCP' }),
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), changed: ['destination.port', 'disabled'] });
        expect(savedForward(kit, result.uuid)?.fields).toMatchObject({ disabled: '1', interface: 'wan', protocol: 'tcp', target: '192.168.1.10', 'local-port': '443', descr: NAS, pass: 'pass' });
        expect([forwardField(kit, result.uuid, 'destination/port'), forwardField(kit, result.uuid, 'destination/network')]).toEqual(['9443', 'wanip']);
        expect(writesOf(kit)).toEqual([`POST firewall/d_nat/set_rule/${result.uuid}`, expect.stringMatching(/^POST firewall\/d_nat\/apply/)]);
      },
    },
    { says: 'sends nothing when all is so already', args: nas({ target_ip: '192.168.1.10', destination_port: '8443' }), then: (result, kit) => expect([result.changed, writesOf(kit)]).toEqual([[], []]) },
  ],
  refuses: [
    { says: 'one that does not exist, instead of making one', args: { uuid: UNKNOWN, destination_port: '80' }, code: 'OPN_NOT_FOUND' },
    { says: 'a change of nothing', args: nas({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'what is no port', args: nas({ target_port: '80-90' }), code: 'OPN_INVALID_INPUT', text: /target_port/ },
    { says: 'and takes it back when it cannot be loaded', args: nas({ destination_port: '9443' }), between: failingOnce(/d_nat\/apply/, 500), code: 'OPN_FIREWALL_FAULT' },
    { says: 'while writes are off', writes: false, args: { uuid: UNKNOWN }, releases: ['26.7'], code: 'OPN_WRITES_OFF' },
  ],
});
