import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, since } from './setup';

const LAMP = { ips: ['192.168.1.98'], mac: '00-25-90-4A-10-98', hostname: 'lamp' };
const reserved = async (kit: TestServer): Promise<void> => void (await post(kit, 'dnsmasq/settings/add_host', { host: { host: 'lamp', ip: '192.168.1.98', hwaddr: '00:25:90:4a:10:98' } }));

toolTest('opn_add_dnsmasq_host', DhcpPlugin, {
  works: [
    {
      says: 'reserves an address and lets Dnsmasq take it',
      args: { ...LAMP, lease_time: '12h', domain: 'office.example.net' },
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), made: 'reservation for 00:25:90:4a:10:98: lamp 192.168.1.98', service: kit.firewall.release === '25.1' ? 'off' : 'running' });
        expect(kit.firewall.running.applied('dnsmasq').toXml()).toMatch(/<hwaddr>00:25:90:4a:10:98<\/hwaddr>\s*<lease_time>43200</);
      },
    },
    { says: 'names an address', args: { ips: ['192.0.2.80'], hostname: 'shop' }, then: result => expect(result.made).toBe('name in DNS: shop 192.0.2.80') },
    { says: 'makes a lease permanent', releases: since('25.7'), args: { ips: ['192.168.1.101'], from_lease: true }, then: result => expect(result.made).toBe('reservation for f0:18:98:4a:10:05: phone 192.168.1.101') },
    {
      says: 'makes an IPv6 lease permanent',
      releases: since('25.7'),
      given: async kit => {
        await post(kit, 'dnsmasq/settings/add_range', { range: { interface: 'lan', constructor: 'lan', start_addr: '::1:0', end_addr: '::1:ffff' } });
        await post(kit, 'dnsmasq/service/reconfigure');
      },
      args: { ips: ['2001:db8:100::1:5'], from_lease: true, hostname: 'phone6' },
      then: result => expect(result.made).toBe('reservation for 00:03:00:01:f0:18:98:4a:10:05: phone6 2001:db8:100::1:5'),
    },
  ],
  refuses: [
    { says: 'an address that is reserved, naming for whom', given: reserved, args: { ...LAMP, mac: '00:25:90:4a:10:97' }, code: 'OPN_INVALID_INPUT', text: /192\.168\.1\.98 is reserved for lamp \(192\.168\.1\.98, 00:25:90:4a:10:98, uuid/ },
    { says: 'a client that has a reservation, naming it', given: reserved, args: { ...LAMP, ips: ['192.168.1.97'] }, code: 'OPN_INVALID_INPUT', text: /00:25:90:4a:10:98 has a reservation: lamp/ },
    { says: 'an address that nobody leases', args: { ips: ['192.168.1.97'], from_lease: true }, code: 'OPN_NOT_FOUND', text: /nobody has a lease/ },
    { says: 'a lease of no address', args: { from_lease: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ips/ },
    { says: 'what OPNsense refuses, field by field', args: { ips: ['192.168.1.98', '192.168.1.97'], mac: '00:25:90:4a:10:97' }, code: 'OPN_REJECTED', text: /ip\b/ },
    { says: 'nothing at all', args: {}, code: 'OPN_REJECTED', text: /host/ },
    { says: 'a release without it', releases: ['24.7'], args: LAMP, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', args: LAMP, code: 'OPN_FORBIDDEN' },
  ],
});
