import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { KEY, post } from './setup';

toolTest('opn_list_wireguard_peers', VpnPlugin, {
  works: [
    {
      says: 'names the instances of a peer and hides its pre-shared key',
      args: { search: 'bob' },
      then: (result, kit) => {
        const keepalive = kit.firewall.release === '24.7' ? {} : { keepalive_s: 25 };
        expect(result).toEqual({ total: 1, peers: [{ uuid: expect.any(String), name: 'bob-phone', enabled: false, public_key: expect.any(String), allowed_ips: ['10.10.10.3/32'], servers: ['staff'], ...keepalive }] });
        expect(JSON.stringify(result)).not.toContain('CANARY');
      },
    },
    {
      says: 'tells where another site is dialled',
      given: async kit => void (await post(kit, 'wireguard/client/add_client', { client: { name: 'site', pubkey: KEY, tunneladdress: '10.10.10.9/32,10.90.0.0/24', serveraddress: '2001:db8::7', serverport: '51821' } })),
      args: { search: 'site' },
      then: result => expect(result.peers[0]).toMatchObject({ endpoint: '[2001:db8::7]:51821', allowed_ips: ['10.10.10.9/32', '10.90.0.0/24'] }),
    },
  ],
  refuses: [{ says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /VPN: WireGuard/ }],
});
