import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { KEY, post, saved, UNKNOWN, uuidOf } from './setup';

toolTest('opn_delete_wireguard_server', VpnPlugin, {
  works: [
    {
      says: 'deletes and stops an instance, and keeps its peers',
      given: async kit => {
        const uuid = await post(kit, 'wireguard/server/add_server', { server: { name: 'lab', privkey: KEY, tunneladdress: '10.20.0.1/24' } });
        await post(kit, 'wireguard/client/add_client', { client: { name: 'guest', pubkey: KEY, tunneladdress: '10.20.0.2/32', servers: uuid } });
        await post(kit, 'wireguard/service/reconfigure');
      },
      args: async kit => ({ uuid: await uuidOf(kit, 'server', 'lab') }),
      then: async (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), name: 'lab', wireguard: 'on' });
        expect(saved(kit, 'server', result.deleted)).toBeUndefined();
        expect(await uuidOf(kit, 'client', 'guest')).not.toBe('');
        expect(JSON.stringify(kit.firewall.running.applied('wireguard').find('OPNsense/wireguard'))).not.toContain(result.deleted);
      },
    },
  ],
  refuses: [
    { says: 'one whose device is an interface', args: async kit => ({ uuid: await uuidOf(kit, 'server', 'staff') }), code: 'OPN_IN_USE', text: /wg0 [^]*opt4/ },
    { says: 'an unknown one', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { args: { uuid: 'staff' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
  ],
});
