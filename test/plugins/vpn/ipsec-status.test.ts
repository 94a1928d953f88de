import { toolTest } from '../../../src/adapters/testkit';
import { VpnPlugin } from '../../../src/plugins/vpn/vpn.plugin';
import { grant } from '../../grant';
import { post } from './setup';

toolTest('opn_ipsec_status', VpnPlugin, {
  works: [
    {
      says: 'shows the tunnels of each connection, asking only for those that are up',
      then: (result, kit) => {
        expect(result).toMatchObject({ service: 'running', total: 2 });
        const [branch, warehouse] = result.connections;
        expect(branch).toMatchObject({ name: 'Branch office', connected: true, ike: 'IKEv2', remote: '198.51.100.200', authentication: 'pre-shared key' });
        expect(branch.tunnels).toEqual([
          { name: 'Office to branch', state: 'installed', local_networks: ['192.168.1.0/24'], remote_networks: ['10.50.1.0/24'], remote_address: '198.51.100.200', cipher: 'AES_GCM_16-256', age_s: expect.any(Number), rekey_in_s: expect.any(Number), received_bytes: expect.any(Number), sent_bytes: expect.any(Number) },
          expect.objectContaining({ name: 'Telephones', remote_networks: ['10.50.2.0/24'] }),
        ]);
        expect(warehouse).toEqual({ name: 'Warehouse', id: expect.any(String), connected: false, ike: 'IKEv2', local: '203.0.113.10', remote: 'warehouse.example.org', local_id: 'fw1.office.example.net', remote_id: 'warehouse.example.net', authentication: 'pre-shared key', tunnels: [] });
        expect(kit.requests.sort()).toEqual(['GET ipsec/service/status', 'POST ipsec/sessions/search_phase1', 'POST ipsec/sessions/search_phase2']);
      },
    },
    {
      says: 'pages and searches on the firewall',
      releases: ['24.7', '26.7'],
      args: { search: 'warehouse', limit: 1 },
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 1, connections: [{ name: 'Warehouse' }] });
        expect(kit.requests).not.toContain('POST ipsec/sessions/search_phase2');
      },
    },
    { says: 'says that the daemon is stopped', given: async kit => void (await post(kit, 'ipsec/service/stop')), then: result => expect(result).toEqual({ service: 'stopped', total: 0, connections: [] }) },
    {
      says: 'says that IPsec is off',
      given: async kit => {
        await post(kit, 'ipsec/connections/toggle/0');
        await post(kit, 'ipsec/service/reconfigure');
      },
      then: result => expect(result).toMatchObject({ service: 'off', connections: [] }),
    },
    {
      says: 'says which release has no privilege for the state of the daemon',
      releases: ['24.7'],
      user: 'auditor',
      given: kit => grant(kit, 'auditor', ['page-status-ipsec', 'page-system-login-logout']),
      then: result => {
        expect(result).toMatchObject({ service: 'unknown', total: 2 });
        expect(result.unavailable).toEqual([{ what: 'service', why: expect.stringContaining('OPN_FORBIDDEN'), hint: expect.stringMatching(/^Only 'All pages' grants it on OPNsense 24\.7/) }]);
      },
    },
    {
      says: 'goes on when tunnels cannot be read',
      releases: ['26.7'],
      fake: { actions: { 'ipsec/sessions/search_phase2': () => ({ status: 500, json: { errorMessage: 'Unexpected error, check log for details' } }) } },
      then: result => {
        expect(result.connections[0]).not.toHaveProperty('tunnels');
        expect(result.unavailable).toEqual([expect.objectContaining({ what: 'tunnels of Branch office', why: expect.stringContaining('OPN_FIREWALL_FAULT') })]);
      },
    },
  ],
  refuses: [
    { args: { connection: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /IPsec/ },
  ],
});
