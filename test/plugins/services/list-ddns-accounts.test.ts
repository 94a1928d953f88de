import { toolTest } from '../../../src/adapters/testkit';
import { ServicesPlugin } from '../../../src/plugins/services/services.plugin';
import { BARE, isSince, post } from './setup';

toolTest('opn_list_ddns_accounts', ServicesPlugin, {
  works: [
    {
      says: 'tells each name, the address it was given last, and no password',
      then: (result, kit) => {
        const known = isSince(kit, '25.7') ? { checkip: 'Interface', zone: 'example.net' } : {};
        expect(result).toEqual({
          total: 1, service: 'running',
          accounts: [{ uuid: expect.any(String), enabled: true, service: 'Cloudflare', hostnames: ['vpn.example.net'], username: 'token', interface: 'WAN', ...known, description: 'VPN address', current_ip: '203.0.113.10', updated: expect.stringMatching(/^20\d\d-\d\d-\d\dT/) }],
        });
        expect(kit.requests).toEqual(['POST dyndns/accounts/search_item', 'GET dyndns/service/status']);
      },
    },
    {
      says: 'tells no interface where none is set',
      releases: ['24.7', '26.7'],
      given: async kit => void (await post(kit, 'dyndns/accounts/add_item', { account: { service: 'cloudflare', hostnames: 'plain.example.net', username: 'me', password: 'secret-canary', checkip: isSince(kit, '25.1') ? 'web_icanhazip' : 'web_dyndns', zone: 'example.net', description: 'Plain' } })),
      args: { search: 'Plain' },
      then: ({ accounts }) => {
        expect(accounts).toHaveLength(1);
        expect(accounts[0]).not.toHaveProperty('interface');
      },
    },
    { says: 'finds by words', args: { search: 'nothing like this' }, then: result => expect(result).toEqual({ total: 0, service: 'running', accounts: [] }) },
    {
      says: 'says that nothing is kept up to date',
      given: async kit => {
        await post(kit, 'dyndns/settings/set', { ddclient: { general: { enabled: '0' } } });
        await post(kit, 'dyndns/service/reconfigure');
      },
      then: result => expect(result.service).toBe('off'),
    },
  ],
  refuses: [
    { says: 'a firewall without the plugin', fake: BARE, code: 'OPN_NEEDS_PLUGIN', text: /os-ddclient/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
  ],
});
