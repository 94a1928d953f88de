import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { post } from './setup';

toolTest('opn_list_wireguard_servers', VpnPlugin, {
  works: [
    {
      says: 'names the peers of an instance and hides its private key',
      then: (result, kit) => {
        expect(result).toEqual({
          total: 1,
          servers: [{ uuid: expect.any(String), name: 'staff', device: 'wg0', enabled: true, port: 51820, public_key: expect.any(String), tunnel_addresses: ['10.10.10.1/24'], peers: ['alice-laptop', 'bob-phone', 'carol-tablet'] }],
        });
        expect(JSON.stringify(result)).not.toContain('CANARY');
        expect(kit.requests).toEqual(['POST wireguard/server/search_server']);
      },
    },
    {
      says: 'pages on the firewall',
      given: async kit => {
        for (const name of ['a', 'b']) await post(kit, 'wireguard/server/add_server', { server: { name, privkey: 'cHJpdmF0ZS1rZXktMDEtZm9yLXRlc3RzLW9ubHktMDE=', enabled: '0' } });
      },
      args: { cursor: '1.3' },
      then: result => expect([result.total, result.servers.length]).toEqual([3, 1]),
    },
  ],
  refuses: [{ says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /VPN: WireGuard/ }],
});
