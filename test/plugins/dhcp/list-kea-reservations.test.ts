import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, since, until, useKea, useKea6 } from './setup';

toolTest('opn_list_kea_reservations', DhcpPlugin, {
  works: [
    {
      says: 'lists reservations alike on every release',
      given: async kit => void (await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet: await useKea(kit), ip_address: '192.168.30.50', hw_address: '00:25:90:4a:10:99', hostname: 'lamp' } })),
      args: { search: 'lamp' },
      then: (result, kit) => {
        expect(result).toEqual({ total: 1, reservations: [{ uuid: expect.any(String), ip: '192.168.30.50', mac: '00:25:90:4a:10:99', hostname: 'lamp', subnet: '192.168.30.0/24' }] });
        expect(kit.requests).toEqual(['POST kea/dhcpv4/search_reservation']);
      },
    },
    {
      says: 'lists IPv6, too',
      releases: since('25.1'),
      given: async kit => void (await post(kit, 'kea/dhcpv6/add_reservation', { reservation: { subnet: await useKea6(kit), ip_address: '2001:db8:100::50', duid: '00:03:00:01:00:25:90:4a:10:99' } })),
      args: { family: 'ipv6' },
      then: result => expect(result.reservations).toMatchObject([{ ip: '2001:db8:100::50', client_id: '00:03:00:01:00:25:90:4a:10:99', subnet: expect.stringMatching(/^2001:db8:\S+\/64$/) }]),
    },
    { says: 'says that there are none', then: result => expect(result).toEqual({ total: 0, reservations: [] }) },
  ],
  refuses: [
    { says: 'IPv6 where there is none', releases: until('24.7'), args: { family: 'ipv6' }, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { family: 4 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
