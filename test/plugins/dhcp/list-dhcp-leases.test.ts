import { toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { grant } from '../../grant';
import { since, until } from './setup';

const WITH_PLUGIN = { packages: ['os-isc-dhcp'] };

toolTest('opn_list_dhcp_leases', DhcpPlugin, {
  works: [
    {
      says: 'lists leases and static mappings with two requests at once',
      releases: until('25.1'),
      then: (result, kit) => {
        expect(result).toMatchObject({ total: 10, service: 'running' });
        expect(result.note).toBeUndefined();
        expect(result.leases).toContainEqual({
          ip: '192.168.1.101', mac: 'f0:18:98:4a:10:05', hostname: 'phone', interface: 'lan', network: 'LAN', manufacturer: 'Apple, Inc.', expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/), reserved: false, online: true,
        });
        expect(result.leases[0]).toEqual({ ip: '192.168.1.10', mac: '00:11:32:4a:10:01', hostname: 'nas', interface: 'lan', network: 'LAN', manufacturer: 'Synology Incorporated', reserved: true, online: true });
        expect(kit.requests.sort()).toEqual(['GET dhcpv4/service/status', 'POST dhcpv4/leases/search_lease']);
      },
    },
    {
      says: 'shows what ran out only when asked',
      releases: until('25.1'),
      args: { include_expired: true, search: 'free' },
      then: result => expect(result.leases).toMatchObject([{ ip: '192.168.30.101', state: 'expired', online: false }]),
    },
    {
      says: 'narrows to an interface, page by page',
      releases: until('25.1'),
      args: { interface: 'lan', cursor: '3.2' },
      then: result => {
        expect(result.leases.map(({ ip }: { ip: string }) => ip)).toEqual(['192.168.1.30', '192.168.1.101', '192.168.1.102']);
        expect(result.next_cursor).toBe('3.3');
      },
    },
    {
      says: 'tells a server that does not run from one without leases',
      releases: until('25.1'),
      given: kit => kit.firewall.running.switch('dhcpd', false),
      args: { search: 'nobody' },
      then: result => expect(result).toEqual({ total: 0, service: 'stopped', note: 'ISC DHCP is switched on but does not run.', leases: [] }),
    },
    { says: 'knows that IPv6 is off', releases: until('25.1'), args: { family: 'ipv6' }, then: result => expect(result).toEqual({ total: 0, service: 'off', note: expect.stringContaining('not switched on'), leases: [] }) },
    { says: 'says that it is installed but off', releases: since('25.7'), fake: WITH_PLUGIN, then: result => expect(result).toEqual({ total: 0, service: 'off', note: 'ISC DHCP is installed but not switched on.', leases: [] }) },
    { says: 'says so of IPv6', releases: since('25.7'), fake: WITH_PLUGIN, args: { family: 'ipv6' }, then: result => expect(result).toEqual({ total: 0, service: 'off', note: 'ISC DHCP for IPv6 is installed but not switched on.', leases: [] }) },
    {
      says: 'says that no privilege tells whether it runs',
      releases: ['25.1', '26.7'],
      user: 'auditor',
      fake: WITH_PLUGIN,
      given: kit => grant(kit, 'auditor', ['page-status-dhcpleases', 'page-system-login-logout']),
      then: result => expect(result).toMatchObject({ service: 'unknown', note: expect.stringMatching(/does not tell whether ISC DHCP runs\. Only 'All pages' grants it on OPNsense 2[56]\.[17]/) }),
    },
    { says: 'says so in 25.7, which has it without a plugin', releases: ['25.7'], then: result => expect(result.service).toBe('off') },
  ],
  refuses: [
    { says: 'a firewall without the plugin', releases: since('26.1'), code: 'OPN_NEEDS_PLUGIN', text: /os-isc-dhcp.*not installed[^]*System > Firmware > Plugins/ },
    { says: 'a key without the privilege', user: 'monitor', fake: WITH_PLUGIN, code: 'OPN_FORBIDDEN' },
    { args: { family: 'ipv5' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ipv4, ipv6/ },
    { args: { interface: 'LAN net' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /key of an interface/ },
  ],
});
