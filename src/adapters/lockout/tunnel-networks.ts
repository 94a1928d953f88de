import { at, fieldsOf, isWithin, listOf, textOf } from '../../core/packet-filter';
import { type ConfigValue, type FirewallConfig } from '../../ports';

type Read = (section: ConfigValue | undefined) => string[];

const listed = (...texts: readonly string[]): string[] => texts.flatMap(text => text.split(/[\s,]+/)).filter(entry => entry !== '');
const fieldsIn = (items: ConfigValue | undefined, ...names: readonly string[]): string[] => listOf(items).flatMap(item => listed(...names.map(name => textOf(item, name))));

/** Where each kind of tunnel keeps the networks at its other end. */
const TUNNELS: readonly { readonly kind: string; readonly section: string; readonly networks: Read }[] = [
  { kind: 'WireGuard', section: 'OPNsense.wireguard', networks: section => [...fieldsIn(at(section, 'server', 'servers', 'server'), 'tunneladdress'), ...fieldsIn(at(section, 'client', 'clients', 'client'), 'tunneladdress')] },
  { kind: 'OpenVPN', section: 'OPNsense.OpenVPN', networks: section => [...fieldsIn(at(section, 'Instances', 'Instance'), 'server', 'server_ipv6', 'remote_network'), ...fieldsIn(at(section, 'Overwrites', 'Overwrite'), 'tunnel_network', 'tunnel_networkv6', 'remote_network')] },
  { kind: 'OpenVPN', section: 'openvpn', networks: section => ['openvpn-server', 'openvpn-client'].flatMap(name => fieldsIn(at(section, name), 'tunnel_network', 'tunnel_networkv6', 'remote_network', 'remote_networkv6')) },
  { kind: 'IPsec', section: 'OPNsense.Swanctl', networks: section => [...fieldsIn(at(section, 'children', 'child'), 'remote_ts'), ...fieldsIn(at(section, 'Pools', 'Pool'), 'addrs')] },
  { kind: 'IPsec', section: 'ipsec', networks: section => [...listOf(at(section, 'phase2')).map(phase => joined(fieldsOf(phase['remoteid']), 'address', 'netbits')), joined(fieldsOf(at(section, 'client')), 'pool_address', 'pool_netbits')] },
];

/** The tunnel that packets from an address may come through: `WireGuard (10.10.10.0/24)`; undefined when its network is at no tunnel's other end. */
export async function tunnelOf(address: string, config: Pick<FirewallConfig, 'section'>): Promise<string | undefined> {
  for (const { kind, section, networks } of TUNNELS) {
    // A tunnel for everything is the firewall's own way outside; nobody comes in by it.
    const network = networks(await config.section(section)).find(each => !each.endsWith('/0') && isWithin(address, each) === true);
    if (network !== undefined) return `${kind} (${network})`;
  }
  return undefined;
}

function joined(fields: ReturnType<typeof fieldsOf>, address: string, bits: string): string {
  return textOf(fields, bits) === '' ? textOf(fields, address) : `${textOf(fields, address)}/${textOf(fields, bits)}`;
}
