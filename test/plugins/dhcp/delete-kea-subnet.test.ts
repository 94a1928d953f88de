import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, since, UNKNOWN, useKea, useKea6 } from './setup';

const subnetOf = async ({ firewall }: TestServer, version = 'dhcpv4'): Promise<string> => (await askJson<{ rows: readonly { uuid: string }[] }>(firewall, `kea/${version}/search_subnet`, {})).rows[0]?.uuid ?? '';

toolTest('opn_delete_kea_subnet', DhcpPlugin, {
  works: [
    {
      says: 'deletes a subnet and lets Kea forget it',
      given: async kit => void (await useKea(kit)),
      args: async kit => ({ uuid: await subnetOf(kit) }),
      then: async (result, kit) => {
        expect(result).toEqual({ deleted: expect.any(String), subnet: '192.168.30.0/24', service: 'running' });
        expect(await subnetOf(kit)).toBe('');
        expect(kit.firewall.running.applied('kea').toXml()).not.toContain('192.168.30.100-');
      },
    },
    { says: 'deletes IPv6, too', releases: since('25.1'), given: async kit => void (await useKea6(kit)), args: async kit => ({ uuid: await subnetOf(kit, 'dhcpv6'), family: 'ipv6' }), then: result => expect(result.subnet).toBe('2001:db8:100::/64') },
  ],
  refuses: [
    {
      says: 'a subnet that has reservations, also where OPNsense would leave them behind',
      given: async kit => void (await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet: await useKea(kit), ip_address: '192.168.30.50', hw_address: '00:25:90:4a:10:99', hostname: 'lamp' } })),
      args: async kit => ({ uuid: await subnetOf(kit) }),
      code: 'OPN_IN_USE',
      text: /192\.168\.30\.0\/24 has reservations: lamp \(192\.168\.30\.50, 00:25:90:4a:10:99, uuid/,
    },
    { says: 'an unknown subnet', args: { uuid: UNKNOWN }, code: 'OPN_NOT_FOUND' },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN }, code: 'OPN_FORBIDDEN' },
    { args: {}, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
  ],
});
