import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { KEY, post, switchWireguard, uuidOf } from './setup';

toolTest('opn_wireguard_status', VpnPlugin, {
  works: [
    {
      says: 'tells how the peers stand, without any key that is secret',
      then: (result, kit) => {
        expect(result.instances).toEqual([{ name: 'staff', device: 'wg0', up: true, port: 51820, public_key: expect.any(String) }]);
        expect(result.total).toBe(2);
        const [alice, carol] = result.peers;
        expect(alice).toMatchObject({ name: 'alice-laptop', instance: 'staff', state: 'online', allowed_ips: ['10.10.10.2/32'], keepalive_s: 25 });
        expect(alice.handshake_age_s).toBeLessThan(120);
        expect(carol).toMatchObject({ name: 'carol-tablet', state: 'stale' });
        expect(carol.handshake_age_s).toBe(Math.floor(kit.clock.now() / 1000) - Date.parse(carol.last_handshake) / 1000);
        expect(JSON.stringify(result)).not.toContain('CANARY');
        expect(kit.requests.sort()).toEqual(['POST wireguard/service/show', 'POST wireguard/service/show']);
      },
    },
    {
      says: 'lets the firewall search and page the peers',
      releases: ['24.7', '26.7'],
      args: { search: 'carol', limit: 1 },
      then: result => expect(result).toMatchObject({ total: 1, peers: [{ name: 'carol-tablet' }], instances: [{ name: 'staff' }] }),
    },
    {
      says: 'calls a peer offline that never shook hands',
      given: async kit => {
        await post(kit, 'wireguard/client/add_client', { client: { name: 'new', pubkey: KEY, tunneladdress: '10.10.10.9/32', servers: await uuidOf(kit, 'server', 'staff') } });
        await post(kit, 'wireguard/service/show');
        await post(kit, 'wireguard/service/reconfigure');
      },
      args: { search: 'new' },
      then: result => expect(result.peers).toEqual([{ name: 'new', instance: 'staff', state: 'offline', allowed_ips: ['10.10.10.9/32'], received_bytes: 0, sent_bytes: 0, public_key: KEY }]),
    },
    {
      says: 'says when WireGuard is off',
      given: kit => switchWireguard(kit, false),
      then: result => expect(result).toEqual({ instances: [], total: 0, peers: [], note: 'WireGuard is switched off.' }),
    },
    {
      says: 'says when no instance runs',
      releases: ['26.7'],
      given: async kit => void (await post(kit, `core/service/stop/wireguard/${await uuidOf(kit, 'server', 'staff')}`)),
      then: result => expect(result.note).toMatch(/switched on, but no instance runs/),
    },
  ],
  refuses: [
    { args: { peer: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /VPN: WireGuard/ },
    {
      says: 'while an instance runs that was deleted',
      fake: { actions: { 'wireguard/service/show': () => ({ status: 500, json: { errorMessage: 'Unexpected error, check log for details' } }) } },
      code: 'OPN_FIREWALL_FAULT',
    },
  ],
});
