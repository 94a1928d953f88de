import { type ConfigDocument } from '../../../src/adapters/fake/config-document';
import { startTestServer, type TestServer } from '../../../src/adapters/testkit';
import { type Release } from '../../../src/ports';
import { DhcpPlugin } from '../../../src/plugins/dhcp/dhcp.plugin';
import { FirewallPlugin } from '../../../src/plugins/firewall/firewall.plugin';
import { askJson } from '../../adapters/fake/ask';
import { post, rangeOf, useDnsmasq, useKea } from './setup';

type Args = Readonly<Record<string, unknown>>;

/** A section of what is saved, or of what a server runs with. */
const section = (document: ConfigDocument, part: 'dnsmasq' | 'kea'): string => JSON.stringify(document.find(part === 'kea' ? 'OPNsense/Kea' : 'dnsmasq')).replace(/"persisted_at":"[^"]*",?/g, '');
const both = ({ firewall }: TestServer, part: 'dnsmasq' | 'kea'): string[] => [section(firewall.document, part), section(firewall.running.applied(part), part)];

async function first({ firewall }: TestServer, path: string): Promise<string> {
  return (await askJson<{ rows: readonly { uuid: string }[] }>(firewall, path, {})).rows[0]?.uuid ?? '';
}

const RANGE = { interface: 'opt2', start_addr: '10.9.9.20', end_addr: '10.9.9.40', lease_time: '3600', domain: 'guests.example.net', description: 'Guests' };
const HOST = { host: 'lamp', ip: '192.168.1.98,::98', hwaddr: '00:25:90:4a:10:98', descr: 'Lamp' };

/** Each tool that changes something, what it is given, and the server that reads it. */
const CASES: readonly (readonly [tool: string, part: 'dnsmasq' | 'kea', args: (kit: TestServer) => Args | Promise<Args>])[] = [
  ['opn_add_dnsmasq_range', 'dnsmasq', () => ({ interface: 'lan', start_addr: '::1000', end_addr: '::2000', ra_mode: 'slaac' })],
  ['opn_update_dnsmasq_range', 'dnsmasq', async kit => ({ uuid: await rangeOf(kit, '10.9.9.'), end_addr: '10.9.9.60', lease_time: 'infinite', description: '' })],
  ['opn_delete_dnsmasq_range', 'dnsmasq', async kit => ({ uuid: await rangeOf(kit, '10.9.9.') })],
  ['opn_add_dnsmasq_host', 'dnsmasq', () => ({ ips: ['192.168.1.97'], mac: '00:25:90:4a:10:97' })],
  ['opn_update_dnsmasq_host', 'dnsmasq', async kit => ({ uuid: await first(kit, 'dnsmasq/settings/search_host'), ips: ['192.168.1.96'], mac: '00:25:90:4a:10:96' })],
  ['opn_delete_dnsmasq_host', 'dnsmasq', async kit => ({ uuid: await first(kit, 'dnsmasq/settings/search_host') })],
  ['opn_add_kea_subnet', 'kea', () => ({ subnet: '192.168.20.0/24', pools: ['192.168.20.100-192.168.20.199'], routers: '192.168.20.254' })],
  ['opn_update_kea_subnet', 'kea', async kit => ({ uuid: await first(kit, 'kea/dhcpv4/search_subnet'), pools: ['192.168.30.50-192.168.30.99'], routers: '192.168.30.254' })],
  ['opn_add_kea_reservation', 'kea', () => ({ ip_address: '192.168.30.100', from_lease: true })],
  ['opn_update_kea_reservation', 'kea', async kit => ({ uuid: await first(kit, 'kea/dhcpv4/search_reservation'), ip_address: '192.168.30.60', mac: '00:25:90:4a:10:60', hostname: '' })],
  ['opn_delete_kea_reservation', 'kea', async kit => ({ uuid: await first(kit, 'kea/dhcpv4/search_reservation') })],
];

async function prepared(release: Release): Promise<TestServer> {
  const kit = await startTestServer({ plugins: [DhcpPlugin, FirewallPlugin], release });
  const subnet = await useKea(kit);
  await post(kit, 'kea/dhcpv4/add_reservation', { reservation: { subnet, ip_address: '192.168.30.50', hw_address: '00:25:90:4a:10:50', hostname: 'lamp' } });
  await post(kit, 'kea/service/reconfigure');
  if (release === '24.7') return kit;
  await useDnsmasq(kit);
  await post(kit, 'dnsmasq/settings/add_range', { range: RANGE });
  await post(kit, 'dnsmasq/settings/add_host', { host: HOST });
  await post(kit, 'dnsmasq/service/reconfigure');
  return kit;
}

describe.each(['24.7', '25.1', '26.7'] as const)('undoing changes of the DHCP servers on %s', release => {
  it.each(CASES.filter(([, part]) => part === 'kea' || release !== '24.7'))('%s leaves everything as it was, also what runs', async (tool, part, args) => {
    const kit = await prepared(release);
    try {
      const before = both(kit, part);
      const { structuredContent, isError } = await kit.call(tool, await args(kit));
      expect([isError, structuredContent?.['service']]).toEqual([undefined, 'running']);
      expect(both(kit, part).map((each, index) => each === before[index])).toEqual([false, false]);
      const { id } = structuredContent?.['change'] as { id: string };
      const undone = await kit.call('opn_undo_change', { id });
      expect(undone.structuredContent).toMatchObject({ status: 'undone' });
      expect(both(kit, part)).toEqual(before);
    } finally {
      await kit.close();
    }
  });
});
