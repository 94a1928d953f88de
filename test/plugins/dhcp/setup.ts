import { type TestServer } from '../../../src/adapters/testkit';
import { RELEASES, type Release } from '../../../src/ports';
import { askJson } from '../../adapters/fake/ask';

/** The releases up to one, or from one on. */
export const until = (last: Release): Release[] => RELEASES.filter(release => RELEASES.indexOf(release) <= RELEASES.indexOf(last));
export const since = (first: Release): Release[] => RELEASES.filter(release => RELEASES.indexOf(release) >= RELEASES.indexOf(first));

/** Sends something to the fake firewall beside the server under test, and gives the uuid in the answer. */
export async function post({ firewall }: TestServer, path: string, body: unknown = {}): Promise<string> {
  return (await askJson<{ uuid?: string }>(firewall, path, body)).uuid ?? '';
}

/** Lets Kea serve the guests, and gives the uuid of their subnet. */
export async function useKea(kit: TestServer): Promise<string> {
  const uuid = await post(kit, 'kea/dhcpv4/add_subnet', { subnet4: { subnet: '192.168.30.0/24', pools: '192.168.30.100-192.168.30.199', description: 'Guests' } });
  await post(kit, 'kea/dhcpv4/set', { dhcpv4: { general: { enabled: '1', interfaces: 'opt2' } } });
  await post(kit, 'kea/service/reconfigure');
  return uuid;
}

/** Lets Kea serve the LAN for IPv6, and gives the uuid of its subnet. */
export async function useKea6(kit: TestServer): Promise<string> {
  await post(kit, 'kea/dhcpv6/set', { dhcpv6: { general: { enabled: '1', interfaces: 'lan' } } });
  const uuid = await post(kit, 'kea/dhcpv6/add_subnet', { subnet6: { subnet: '2001:db8:100::/64', pools: '2001:db8:100::1:0-2001:db8:100::1:ffff', interface: 'lan' } });
  await post(kit, 'kea/service/reconfigure');
  return uuid;
}

/** Switches Dnsmasq on where the sample has it off. */
export async function useDnsmasq(kit: TestServer): Promise<void> {
  await post(kit, 'dnsmasq/settings/set', { dnsmasq: { enable: '1', port: '53053' } });
  await post(kit, 'dnsmasq/service/reconfigure');
}

/** The uuid of the range whose addresses start with that. */
export async function rangeOf(kit: TestServer, start: string): Promise<string> {
  const { rows } = await askJson<{ rows: readonly { uuid: string; start_addr: string }[] }>(kit.firewall, 'dnsmasq/settings/search_range', {});
  return rows.find(row => row.start_addr.startsWith(start))?.uuid ?? '';
}

/** A uuid that nothing has. */
export const UNKNOWN = '99999999-0000-4000-8000-000000000001';
