import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { since, UNKNOWN, useKea, useKea6 } from './setup';

const subnetOf = async ({ firewall }: TestServer, version = 'dhcpv4'): Promise<string> => (await askJson<{ rows: readonly { uuid: string }[] }>(firewall, `kea/${version}/search_subnet`, {})).rows[0]?.uuid ?? '';
const given = async (kit: TestServer): Promise<void> => void (await useKea(kit));

toolTest('opn_update_kea_subnet', DhcpPlugin, {
  works: [
    {
      says: 'changes what was given and nothing else',
      given,
      args: async kit => ({ uuid: await subnetOf(kit), pools: ['192.168.30.50-192.168.30.99'] }),
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), subnet: '192.168.30.0/24', service: 'running' });
        const { subnet4 } = await askJson<{ subnet4: Record<string, unknown> }>(kit.firewall, `kea/dhcpv4/get_subnet/${result.uuid}`);
        expect(subnet4).toMatchObject({ pools: '192.168.30.50-192.168.30.99', description: 'Guests', subnet: '192.168.30.0/24' });
        expect(kit.firewall.running.applied('kea').toXml()).toContain('192.168.30.50-192.168.30.99');
      },
    },
    {
      says: 'changes IPv6, too',
      releases: since('25.1'),
      given: async kit => void (await useKea6(kit)),
      args: async kit => ({ uuid: await subnetOf(kit, 'dhcpv6'), family: 'ipv6', dns_servers: '2001:db8:100::1', description: 'LAN' }),
      then: (_result, kit) => expect(kit.firewall.document.toXml()).toContain('<dns_servers>2001:db8:100::1</dns_servers>'),
    },
  ],
  refuses: [
    { says: 'an unknown subnet, which OPNsense would make', args: { uuid: UNKNOWN, description: 'x' }, code: 'OPN_NOT_FOUND' },
    { says: 'nothing to change', given, args: async kit => ({ uuid: await subnetOf(kit) }), releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /nothing to change/ },
    { says: 'a pool elsewhere', given, args: async kit => ({ uuid: await subnetOf(kit), pools: ['192.168.31.0/28'] }), code: 'OPN_INVALID_INPUT', text: /not in 192\.168\.30\.0\/24/ },
    { says: 'a key without the privilege', user: 'monitor', args: { uuid: UNKNOWN, description: 'x' }, code: 'OPN_FORBIDDEN' },
  ],
});
