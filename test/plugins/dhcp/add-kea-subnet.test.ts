import { type TestServer, toolTest } from '../../../src/adapters/testkit';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, since, until, useKea6 } from './setup';

const GUESTS = { subnet: '192.168.30.0/24', pools: ['192.168.30.100-192.168.30.199', '192.168.30.224/28'] };

interface Stored {
  readonly subnet4: { readonly pools: string; readonly option_data_autocollect: string; readonly option_data: Readonly<Record<string, unknown>> };
}

const stored = async ({ firewall }: TestServer, uuid: string): Promise<Stored['subnet4']> => (await askJson<Stored>(firewall, `kea/dhcpv4/get_subnet/${uuid}`)).subnet4;
const serve = async (kit: TestServer): Promise<void> => void (await post(kit, 'kea/dhcpv4/set', { dhcpv4: { general: { enabled: '1', interfaces: 'opt2' } } }));

toolTest('opn_add_kea_subnet', DhcpPlugin, {
  works: [
    {
      says: 'adds a subnet whose clients learn the firewall as router, and lets Kea take it',
      given: serve,
      args: GUESTS,
      then: async (result, kit) => {
        expect(result).toEqual({ uuid: expect.any(String), service: 'running' });
        const subnet = await stored(kit, result.uuid);
        expect(subnet.pools).toBe(GUESTS.pools.join('\n'));
        expect(Object.keys(subnet.option_data['routers'] as object)).toEqual(['192.168.30.1']);
        expect(kit.firewall.running.applied('kea').toXml()).toContain('192.168.30.224/28');
      },
    },
    { says: 'says that Kea is off', args: GUESTS, then: result => expect(result.service).toBe('off') },
    {
      says: 'takes options of its own',
      args: { ...GUESTS, routers: '192.168.30.254', dns_servers: '192.168.1.1,192.168.1.2', description: 'Guests' },
      then: async (result, kit) => {
        const subnet = await stored(kit, result.uuid);
        expect(subnet.option_data_autocollect).toBe('0');
        expect([subnet.option_data['routers'], subnet.option_data['domain_name_servers']].map(each => Object.keys(each as object))).toEqual([['192.168.30.254'], ['192.168.1.1', '192.168.1.2']]);
      },
    },
    {
      says: 'adds IPv6',
      releases: since('25.1'),
      given: async kit => void (await useKea6(kit)),
      args: { subnet: '2001:db8:100:5::/64', interface: 'lan', pools: ['2001:db8:100:5::1000-2001:db8:100:5::2000'] },
      then: (result, kit) => {
        expect(result.service).toBe('running');
        expect(kit.firewall.document.toXml()).toContain('2001:db8:100:5::1000');
      },
    },
    {
      says: 'only shows what would be sent',
      releases: ['26.7'],
      args: { ...GUESTS, dry_run: true },
      then: (result, kit) => {
        expect(JSON.stringify(result)).toContain('kea/dhcpv4/add_subnet');
        expect(kit.firewall.document.toXml()).not.toContain('192.168.30.224/28');
      },
    },
  ],
  refuses: [
    { says: 'to show what this release cannot do', args: { subnet: '2001:db8:100::/64', interface: 'lan', dry_run: true }, releases: ['24.7'], code: 'OPN_NEEDS_RELEASE' },
    { says: 'a pool elsewhere, which OPNsense takes and Kea does not', args: { ...GUESTS, pools: ['192.168.31.10-192.168.31.20'] }, code: 'OPN_INVALID_INPUT', text: /not in 192\.168\.30\.0\/24[^]*Kea would not start/ },
    { says: 'an address in a network, which OPNsense takes', args: { subnet: '192.168.30.1/24' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /in the network 192\.168\.30\.0\/24/ },
    { says: 'a pool that ends before it starts', args: { ...GUESTS, pools: ['192.168.30.20-192.168.30.10'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ends before it starts/ },
    { says: 'a pool of another form', args: { ...GUESTS, pools: ['192.168.30.20'] }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /neither a range nor a subnet/ },
    { says: 'an interface for IPv4, which OPNsense would ignore', args: { ...GUESTS, interface: 'lan' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /interface cannot be given for IPv4/ },
    { says: 'routers for IPv6', args: { subnet: '2001:db8::/64', interface: 'lan', routers: '192.168.1.1', auto_options: true }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /auto_options and routers cannot be given for IPv6/ },
    { says: 'an interface that Kea does not serve', releases: since('25.1'), args: { subnet: '2001:db8:100:5::/64', interface: 'lan' }, code: 'OPN_REJECTED', text: /interface/ },
    { says: 'what OPNsense refuses, field by field', args: { subnet: '192.168.30.0/24', dns_servers: '192.168.1.1,nobody'.replace('nobody', '1.1') }, code: 'OPN_REJECTED', text: /domain_name_servers/ },
    { says: 'IPv6 where there is none', releases: until('24.7'), args: { subnet: '2001:db8::/64', interface: 'lan' }, code: 'OPN_NEEDS_RELEASE' },
    { says: 'a key without the privilege', user: 'monitor', args: GUESTS, code: 'OPN_FORBIDDEN' },
    { args: { subnet: '192.168.30.0' }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /subnet, such as/ },
  ],
});
