import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { since, until, useKea, useKea6 } from './setup';

toolTest('opn_list_kea_subnets', DhcpPlugin, {
  works: [
    { says: 'says that Kea is off', then: result => expect(result).toEqual({ total: 0, service: 'off', note: 'Kea is installed but not switched on.', subnets: [] }) },
    {
      says: 'lists subnets with the options that the release tells',
      given: async kit => void (await useKea(kit)),
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 1, service: 'running', subnets: [{ subnet: '192.168.30.0/24', pools: ['192.168.30.100-192.168.30.199'], auto_options: true, description: 'Guests' }] });
        expect(kit.requests.sort()).toEqual(['GET kea/service/status', 'POST kea/dhcpv4/search_subnet']);
      },
    },
    { says: 'lists IPv6, too', releases: since('25.1'), given: async kit => void (await useKea6(kit)), args: { family: 'ipv6' }, then: result => expect(result.subnets).toMatchObject([{ subnet: '2001:db8:100::/64' }]) },
  ],
  refuses: [
    { says: 'IPv6 where there is none', releases: until('24.7'), args: { family: 'ipv6' }, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { cursor: '25.0' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
