import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, since } from './setup';

toolTest('opn_list_dnsmasq_hosts', DhcpPlugin, {
  works: [
    {
      says: 'tells reservations from names',
      given: async kit => {
        await post(kit, 'dnsmasq/settings/add_host', { host: { host: 'lamp', domain: 'office.example.net', ip: '192.168.1.98,::98', hwaddr: '00:25:90:4a:10:98,00:25:90:4a:10:97', lease_time: '3600', descr: 'Lamp' } });
        await post(kit, 'dnsmasq/settings/add_host', { host: { host: 'lamp-shop', ip: '192.0.2.80' } });
      },
      args: { search: 'lamp' },
      then: (result, kit) => {
        expect(result.hosts).toEqual([
          { uuid: expect.any(String), hostname: 'lamp', domain: 'office.example.net', ips: ['192.168.1.98', '::98'], macs: ['00:25:90:4a:10:98', '00:25:90:4a:10:97'], lease_time: '1h', description: 'Lamp' },
          { uuid: expect.any(String), hostname: 'lamp-shop', ips: ['192.0.2.80'] },
        ]);
        expect(kit.requests).toEqual(['POST dnsmasq/settings/search_host']);
      },
    },
    { says: "lists the sample's", releases: since('25.7'), args: { limit: 1 }, then: result => expect(result).toMatchObject({ total: 4, hosts: [{ hostname: 'nas' }], next_cursor: '1.2' }) },
  ],
  refuses: [
    { says: 'a release without it', releases: ['24.7'], code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { searchPhrase: 'x' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /search/ },
  ],
});
