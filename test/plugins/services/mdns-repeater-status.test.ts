import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, post } from './setup';

toolTest('opn_mdns_repeater_status', ServicesPlugin, {
  works: [
    {
      says: 'tells that it is off, and that one interface is too few',
      then: (result, kit) => {
        expect(result).toEqual({ enabled: false, service: 'off', interfaces: ['lan'], note: 'It needs two interfaces or more to repeat anything.' });
        expect(kit.requests).toEqual(['GET mdnsrepeater/settings/get', 'GET mdnsrepeater/service/status']);
      },
    },
    {
      says: 'tells between which interfaces it repeats, and what it ignores',
      given: async kit => {
        await post(kit, 'mdnsrepeater/settings/set', { mdnsrepeater: { enabled: '1', interfaces: 'lan,opt1', blocklist: '192.168.20.0/24', enablecarp: '1' } });
        await post(kit, 'mdnsrepeater/service/reconfigure');
      },
      then: result => expect(result).toEqual({ enabled: true, service: 'running', interfaces: ['lan', 'opt1'], blocklist: ['192.168.20.0/24'], carp: true }),
    },
  ],
  refuses: [
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-mdns-repeater/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
