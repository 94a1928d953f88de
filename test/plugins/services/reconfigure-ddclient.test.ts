import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, post } from './setup';

toolTest('opn_reconfigure_ddclient', ServicesPlugin, {
  works: [
    {
      says: 'lets the client take what is saved',
      given: kit => void post(kit, 'dyndns/settings/set', { ddclient: { general: { daemon_delay: '600' } } }),
      then: (result, kit) => {
        expect(result).toEqual({ service: 'running' });
        expect(kit.firewall.running.applied('dyndns').text('OPNsense/DynDNS/general/daemon_delay')).toBe('600');
      },
    },
    { says: 'says that it is not switched on', given: kit => void post(kit, 'dyndns/settings/set', { ddclient: { general: { enabled: '0' } } }), then: result => expect(result).toEqual({ service: 'off' }) },
  ],
  refuses: [
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-ddclient/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
