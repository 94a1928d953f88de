import { toolTest, type TestServer } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { KEY, post, saved, UNKNOWN, uuidOf } from './setup';

const staff = (more: Readonly<Record<string, unknown>>) => async (kit: TestServer) => ({ uuid: await uuidOf(kit, 'server', 'staff'), ...more });

toolTest('opn_update_wireguard_server', VpnPlugin, {
  works: [
    {
      says: 'changes what was given and keeps keys and peers',
      args: staff({ port: 51900, peer_dns: '10.10.10.1' }),
      then: (result, kit) => {
        expect(result).toMatchObject({ changed: ['port', 'peer_dns'], wireguard: 'on' });
        const stored = saved(kit, 'server', result.uuid);
        expect(stored).toMatchObject({ name: 'staff', port: '51900', peer_dns: '10.10.10.1', tunneladdress: '10.10.10.1/24' });
        expect(stored?.['privkey']).toContain('CANARY');
        expect(stored?.['peers']?.split(',')).toHaveLength(3);
      },
    },
    { says: 'turns an instance off', args: staff({ enabled: false }), then: (result, kit) => expect(saved(kit, 'server', result.uuid)).toMatchObject({ enabled: '0' }) },
    {
      says: 'sends nothing when all is so already',
      args: staff({ name: 'staff', enabled: true, tunnel_addresses: ['10.10.10.1/24'] }),
      then: (result, kit) => {
        expect(result).toMatchObject({ changed: [], wireguard: 'on' });
        expect(kit.requests.filter(line => /set_server|reconfigure/.test(line))).toEqual([]);
      },
    },
  ],
  refuses: [
    { says: 'an unknown instance, which OPNsense would make', args: { uuid: UNKNOWN, port: 1 }, code: 'OPN_NOT_FOUND', text: new RegExp(`no WireGuard instance ${UNKNOWN}`) },
    {
      says: 'to turn on an instance whose port another has',
      releases: ['26.7'],
      args: async kit => {
        const uuid = await post(kit, 'wireguard/server/add_server', { server: { enabled: '0', name: 'twin', port: '51820', instance: '7', tunneladdress: '10.70.0.1/24', pubkey: KEY, privkey: KEY } });
        return { uuid, enabled: true };
      },
      code: 'OPN_INVALID_INPUT',
      text: /51820 is that of the instance staff/,
    },
    { says: 'nothing to change', args: staff({}), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'what OPNsense refuses, field by field', args: staff({ tunnel_addresses: ['10.20.0.1/99'] }), code: 'OPN_REJECTED', text: /tunneladdress/ },
    { args: { uuid: 'staff', port: 1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /uuid/ },
  ],
});
