import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { saved, UNKNOWN, uuidOf } from './setup';

toolTest('opn_delete_wireguard_peer', VpnPlugin, {
  works: [
    {
      says: 'deletes a peer and shuts it out',
      args: async kit => ({ uuid: await uuidOf(kit, 'client', 'alice-laptop') }),
      then: async (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), name: 'alice-laptop', wireguard: 'on' });
        expect(saved(kit, 'client', result.deleted)).toBeUndefined();
        expect(saved(kit, 'server', await uuidOf(kit, 'server', 'staff'))?.['peers']).not.toContain(result.deleted);
        expect(JSON.stringify(kit.firewall.running.applied('wireguard').find('OPNsense/wireguard'))).not.toContain(result.deleted);
      },
    },
  ],
  refuses: [
    { says: 'an unknown one', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'for a user who may not write', user: 'auditor', args: async kit => ({ uuid: await uuidOf(kit, 'client', 'alice-laptop') }), code: 'OPN_FORBIDDEN' },
  ],
});
