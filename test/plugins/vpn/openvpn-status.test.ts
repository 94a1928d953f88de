import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post } from './setup';

toolTest('opn_openvpn_status', VpnPlugin, {
  works: [
    {
      says: 'shows instances, sessions and routes, without any secret',
      then: (result, kit) => {
        const since257 = ['25.7', '26.1', '26.7'].includes(kit.firewall.release);
        expect(result.instances).toEqual([expect.objectContaining({ name: 'Road warriors', role: 'server', enabled: true, device_type: 'tun' })]);
        if (since257) expect(result.instances[0]).toMatchObject({ protocol: 'udp', port: 1194, tunnel_network: '10.10.20.0/24' });
        expect(result).toMatchObject({ total: 1, routes_total: 1 });
        expect(result.sessions).toEqual([
          {
            instance: 'Road warriors', role: 'server', state: 'connected', common_name: 'alice', user: 'alice', real_address: expect.stringMatching(/^198\.51\.100\.\d+:\d+$/), virtual_address: '10.10.20.2',
            connected_since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/), received_bytes: expect.any(Number), sent_bytes: expect.any(Number), cipher: 'AES-256-GCM',
          },
        ]);
        expect(result.routes[0]).toMatchObject({ address: '10.10.20.2', common_name: 'alice', instance: 'Road warriors', last_used: expect.stringMatching(/Z$/) });
        expect(JSON.stringify(result)).not.toContain('CANARY');
        expect(kit.requests.sort()).toEqual(['POST openvpn/instances/search', 'POST openvpn/service/search_routes', 'POST openvpn/service/search_sessions']);
      },
    },
    {
      says: 'tells a server without clients from one that does not run',
      given: async kit => {
        const server = { role: 'server', cert: '65a1b2c3d4e52', vpnid: '' };
        await post(kit, 'openvpn/instances/add', { instance: { ...server, description: 'Quiet', server: '10.33.0.0/24', port: '1195' } });
        await post(kit, 'openvpn/service/reconfigure');
        await post(kit, 'openvpn/instances/add', { instance: { ...server, description: 'Not yet', server: '10.34.0.0/24', port: '1196' } });
      },
      then: result => {
        const states = Object.fromEntries(result.sessions.map((each: { instance: string; state: string }) => [each.instance, each.state]));
        expect(states).toEqual({ 'Road warriors': 'connected', Quiet: 'waiting', 'Not yet': 'stopped' });
      },
    },
    {
      says: 'passes words and pages on to the firewall',
      releases: ['26.7'],
      args: { search: 'nobody', limit: 5 },
      then: result => expect(result).toMatchObject({ total: 0, sessions: [], routes: [], instances: [{ name: 'Road warriors' }] }),
    },
    {
      says: 'says what could not be read',
      releases: ['26.7'],
      fake: { actions: { 'openvpn/service/search_routes': () => ({ status: 500, json: { errorMessage: 'Unexpected error, check log for details' } }) } },
      then: async (result, kit) => {
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'routes' })]);
        expect(result.sessions).toHaveLength((await askJson<{ total: number }>(kit.firewall, 'openvpn/service/search_sessions', {})).total);
      },
    },
  ],
  refuses: [
    { args: { instance: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /OpenVPN/ },
  ],
});
