import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, post } from './setup';

const useful = async (kit: TestServer): Promise<void> => {
  await post(kit, 'mdnsrepeater/settings/set', { mdnsrepeater: { enabled: '1', interfaces: 'lan,opt1', blocklist: '192.168.20.0/24' } });
  await post(kit, 'mdnsrepeater/service/reconfigure');
};

toolTest('opn_configure_mdns_repeater', ServicesPlugin, {
  works: [
    {
      says: 'switches it on between interfaces, and starts it',
      args: { enabled: true, interfaces: 'lan, opt1' },
      then: (result, kit) => {
        expect(result).toEqual({ enabled: true, service: 'running', interfaces: ['lan', 'opt1'], changed: ['enabled', 'interfaces'] });
        expect(kit.requests.filter(line => line.includes('mdns'))).toEqual(['GET mdnsrepeater/settings/get', 'GET mdnsrepeater/service/status', 'POST mdnsrepeater/settings/set', 'POST mdnsrepeater/service/reconfigure', 'GET mdnsrepeater/service/status']);
      },
    },
    {
      says: 'switches it off and keeps everything that was not named',
      given: useful,
      args: { enabled: false },
      then: result => expect(result).toEqual({ enabled: false, service: 'off', interfaces: ['lan', 'opt1'], blocklist: ['192.168.20.0/24'], changed: ['enabled'] }),
    },
    { says: 'empties a list', given: useful, args: { blocklist: [] }, then: result => expect([result.changed, result.blocklist, result.interfaces]).toEqual([['blocklist'], undefined, ['lan', 'opt1']]) },
    { says: 'does nothing when all is so already', given: useful, args: { enabled: true }, then: (result, kit) => expect([result.changed, kit.requests.some(line => line.startsWith('POST'))]).toEqual([[], false]) },
  ],
  refuses: [
    { says: 'nothing to change', args: {}, code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'to switch it on with one interface, naming those there are', args: { enabled: true }, code: 'OPN_INVALID_INPUT', text: /two to five interfaces, not 1[\s\S]*opt1 \(/ },
    { says: 'an interface that does not exist', args: { interfaces: 'lan,opt99' }, code: 'OPN_INVALID_INPUT', text: /no interface opt99/ },
    { says: 'a network that is none', given: useful, args: { blocklist: ['x'] }, code: 'OPN_REJECTED', text: /blocklist/ },
    { says: 'a firewall without the plugin', fake: BARE, args: { enabled: false }, code: 'OPN_NEEDS_PLUGIN', text: /os-mdns-repeater/ },
    { says: 'a server that may not write', writes: false, args: { enabled: false }, code: 'OPN_WRITES_OFF' },
    { says: 'a key without the privilege', user: 'monitor', args: { enabled: false }, code: 'OPN_FORBIDDEN' },
  ],
});
