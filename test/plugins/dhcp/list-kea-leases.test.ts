import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { failing } from '../failing-wire';
import { post, since, until, useKea, useKea6 } from './setup';

toolTest('opn_list_kea_leases', DhcpPlugin, {
  works: [
    { says: 'says that Kea is off', then: result => expect(result).toEqual({ total: 0, service: 'off', note: 'Kea is installed but not switched on.', leases: [] }) },
    {
      says: 'lists leases alike on every release',
      given: async kit => void (await useKea(kit)),
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 2, service: 'running' });
        const [active, expired] = result.leases;
        expect(active).toEqual({
          ip: '192.168.30.100', mac: '8c:85:90:4a:30:01', hostname: 'visitor-laptop', interface: 'opt2', network: 'GUEST', manufacturer: 'Apple, Inc.',
          expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), ...(since('25.7').includes(kit.firewall.release) ? { reserved: false } : {}),
        });
        expect(expired).toMatchObject({ ip: '192.168.30.101', state: 'expired' });
        expect(kit.requests.sort()).toEqual(['GET kea/service/status', 'POST kea/leases4/search']);
      },
    },
    {
      says: 'knows who has a reservation',
      releases: since('25.7'),
      given: async kit => {
        const subnet = await useKea(kit);
        await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet, ip_address: '192.168.30.50', hw_address: '8c:85:90:4a:30:01' } });
        await post(kit, 'kea/service/reconfigure');
      },
      args: { search: 'visitor-laptop' },
      then: result => expect(result.leases).toMatchObject([{ reserved: true }]),
    },
    {
      says: 'says that it does not run, though its files still have leases up to 25.7',
      given: async kit => {
        await useKea(kit);
        await post(kit, 'kea/service/stop');
      },
      then: (result, kit) => {
        const isLive = since('26.1').includes(kit.firewall.release);
        expect(result).toMatchObject({ service: 'stopped', total: isLive ? 0 : 2 });
        expect(result.note).toBe(`Kea is switched on but does not run.${isLive ? '' : ' What is listed is what it left behind.'}`);
      },
    },
    {
      says: 'lists IPv6, too',
      releases: since('25.1'),
      given: async kit => void (await useKea6(kit)),
      args: { family: 'ipv6', interface: 'lan' },
      then: result => expect(result.leases).toMatchObject([{ ip: '2001:db8:100::1:5', client_id: '00:03:00:01:f0:18:98:4a:10:05', hostname: 'phone' }]),
    },
    { says: 'answers although nobody tells whether Kea runs', releases: ['26.7'], between: failing(/service/, 403), then: result => expect(result).toMatchObject({ service: 'unknown', note: expect.stringContaining('does not tell') }) },
  ],
  refuses: [
    { says: 'IPv6 where there is none', releases: until('24.7'), args: { family: 'ipv6' }, code: 'OPN_NEEDS_RELEASE', text: /≥ 25\.1/ },
    { says: 'a key without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN' },
    { args: { limit: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /limit/ },
  ],
});
