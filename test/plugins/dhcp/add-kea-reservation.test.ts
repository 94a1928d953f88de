import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { post, since, useKea, useKea6 } from './setup';

const LAMP = { ip_address: '192.168.30.50', mac: '00-25-90-4A-10-99', hostname: 'lamp' };
const given = async (kit: TestServer): Promise<void> => void (await useKea(kit));
const reserved = async (kit: TestServer): Promise<void> => void (await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet: await useKea(kit), ip_address: '192.168.30.50', hw_address: '00:25:90:4a:10:99', hostname: 'lamp' } }));

toolTest('opn_add_kea_reservation', DhcpPlugin, {
  works: [
    {
      says: 'reserves an address in the subnet that holds it',
      given,
      args: LAMP,
      then: (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), ip: '192.168.30.50', client: '00:25:90:4a:10:99', hostname: 'lamp', subnet: '192.168.30.0/24', service: 'running' });
        expect(kit.firewall.running.applied('kea').toXml()).toContain(result.uuid);
      },
    },
    {
      says: 'makes a lease permanent',
      given,
      args: { ip_address: '192.168.30.100', from_lease: true },
      then: result => expect(result).toMatchObject({ client: '8c:85:90:4a:30:01', hostname: 'visitor-laptop', subnet: '192.168.30.0/24' }),
    },
    { says: 'but with another name if one is given', releases: ['26.7'], given, args: { ip_address: '192.168.30.100', from_lease: true, hostname: 'laptop' }, then: result => expect(result).toMatchObject({ client: '8c:85:90:4a:30:01', hostname: 'laptop' }) },
    {
      says: 'makes an IPv6 lease permanent',
      releases: since('25.1'),
      given: async kit => void (await useKea6(kit)),
      args: { ip_address: '2001:db8:100::1:5', from_lease: true },
      then: result => expect(result).toMatchObject({ client: '00:03:00:01:f0:18:98:4a:10:05', hostname: 'phone', subnet: '2001:db8:100::/64' }),
    },
    { says: 'warns of another client that has the address now', given, args: { ...LAMP, ip_address: '192.168.30.100' }, then: result => expect(result.warning).toMatch(/^192\.168\.30\.100 is leased to visitor-laptop \(8c:85:90:4a:30:01\) until \d{4}/) },
    {
      says: 'only shows what would be sent',
      releases: ['26.7'],
      given,
      args: { ...LAMP, dry_run: true },
      then: (result, kit) => {
        expect(JSON.stringify(result)).toContain('kea/dhcpv4/add_reservation');
        expect(kit.firewall.document.toXml()).not.toContain('00:25:90:4a:10:99');
      },
    },
  ],
  refuses: [
    { says: 'an address that is reserved, naming for whom', given: reserved, args: { ...LAMP, mac: '00:25:90:4a:10:98' }, code: 'OPN_INVALID_INPUT', text: /192\.168\.30\.50 is reserved for lamp \(192\.168\.30\.50, 00:25:90:4a:10:99, uuid [0-9a-f-]{36}\)/ },
    { says: 'a client that has a reservation, naming it', given: reserved, args: { ...LAMP, ip_address: '192.168.30.51' }, code: 'OPN_INVALID_INPUT', text: /00:25:90:4a:10:99 has a reservation: lamp/ },
    { says: 'an address that no subnet holds, naming those there are', given, args: { ...LAMP, ip_address: '192.168.1.50' }, code: 'OPN_INVALID_INPUT', text: /no subnet of Kea holds 192\.168\.1\.50; there is 192\.168\.30\.0\/24/ },
    { says: 'an address where Kea has no subnet at all', args: LAMP, code: 'OPN_INVALID_INPUT', text: /there are none/ },
    { says: 'an address that nobody leases', given, args: { ip_address: '192.168.30.60', from_lease: true }, code: 'OPN_NOT_FOUND', text: /nobody has a lease of 192\.168\.30\.60/ },
    { says: 'an address without a client', given, args: { ip_address: '192.168.30.60' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /mac is missing[^]*from_lease/ },
    { says: 'a DUID for IPv4, which OPNsense would ignore', given, args: { ip_address: '192.168.30.60', duid: '00:03:00:01:00:25:90:4a:10:99' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /duid cannot be given for IPv4/ },
    { says: 'what OPNsense refuses, field by field', given, args: { ...LAMP, mac: '00:25:90:4a:10:9-' }, code: 'OPN_REJECTED', text: /hw_address/ },
    { says: 'a key without the privilege', user: 'monitor', args: LAMP, code: 'OPN_FORBIDDEN' },
    { args: { ...LAMP, mac: 'lamp' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /MAC address/ },
  ],
});
