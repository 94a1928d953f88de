import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, since } from './setup';

const IPV6 = { interface: 'lan', constructor: 'lan', start_addr: '::1000', end_addr: '::2000', prefix_len: '64', ra_mode: 'slaac,ra-names', ra_priority: 'high', lease_time: '5400', description: 'LAN, IPv6' };

toolTest('opn_list_dnsmasq_ranges', DhcpPlugin, {
  works: [
    {
      says: 'shows what is handed out, with one request more where rows lack keys',
      given: async kit => void (await post(kit, 'dnsmasq/settings/add_range', { range: IPV6 })),
      args: { search: '1000' },
      then: (result, kit) => {
        const isOld = kit.firewall.release === '25.1';
        expect(result.ranges).toEqual([{
          uuid: expect.any(String), family: 'ipv6', interface: 'lan', network: 'LAN', start_addr: '::1000', end_addr: '::2000', prefix_interface: 'lan', prefix_len: 64, lease_time: '90m', ra_modes: ['slaac', 'ra-names'], ra_priority: 'high', description: 'LAN, IPv6',
        }]);
        expect(result).toMatchObject({ total: 1, service: isOld ? 'off' : 'running' });
        expect(result.note).toBe(isOld ? 'Dnsmasq is installed but not switched on.' : undefined);
        expect(kit.requests.sort()).toEqual([...(isOld ? ['GET dnsmasq/settings/get_range'] : []), 'GET dnsmasq/service/status', 'POST dnsmasq/settings/search_range'].sort());
      },
    },
    {
      says: 'names units, static ranges and ranges for any interface',
      given: async kit => {
        await post(kit, 'dnsmasq/settings/add_range', { range: { start_addr: '10.9.9.0', mode: 'static', lease_time: '604800' } });
        await post(kit, 'dnsmasq/settings/add_range', { range: { interface: 'opt1', start_addr: '10.9.9.10', end_addr: '10.9.9.20', lease_time: '0' } });
      },
      args: { search: '10.9.9' },
      then: result => {
        expect(result.ranges).toMatchObject([{ static: true, lease_time: '7d', family: 'ipv4' }, { interface: 'opt1', network: 'IOT', lease_time: 'infinite' }]);
        expect(Object.keys(result.ranges[0])).not.toContain('interface');
      },
    },
    {
      says: 'pages',
      releases: since('25.7'),
      args: { limit: 2 },
      then: result => {
        expect(result.ranges).toHaveLength(2);
        expect(result.next_cursor).toBe('2.2');
      },
    },
  ],
  refuses: [
    { says: 'a release without it', releases: ['24.7'], code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { limit: 501 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
