import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, first, UNKNOWN } from './setup';

toolTest('opn_delete_ddns_account', ServicesPlugin, {
  works: [
    {
      says: 'deletes the account and restarts the client without it',
      args: async kit => ({ uuid: await first(kit, 'dyndns/accounts/search_item') }),
      then: (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), hostnames: 'vpn.example.net', service: 'running' });
        expect(kit.firewall.running.applied('dyndns').find('OPNsense/DynDNS/accounts')?.children).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown uuid', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a firewall without the plugin', fake: BARE, args: { uuid: UNKNOWN }, code: 'OPN_NEEDS_PLUGIN' },
    { says: 'a server that may not write', writes: false, args: { uuid: UNKNOWN }, code: 'OPN_WRITES_OFF' },
  ],
});
