import { childText, type ConfigDocument, type ConfigNode } from './config-document';
import { type Measured } from './live/measured';
import { addressFamily } from './model/network';

/** An address with its prefix length. */
export interface Address {
  readonly address: string;
  readonly bits: number;
}

/** A network device as the running firewall has it. */
export interface Device {
  readonly name: string;
  readonly kind: 'card' | 'loopback' | 'internal' | 'vlan' | 'tunnel';
  /** The interface it is assigned to. */
  readonly assigned?: { readonly key: string; readonly description: string; readonly node: ConfigNode };
  readonly mac: string;
  readonly mtu: number;
  readonly ipv4: readonly Address[];
  /** Link-local last. */
  readonly ipv6: readonly Address[];
  readonly vlan?: { readonly tag: string; readonly parent: string };
  readonly up: boolean;
  /** True for a card that carries VLANs. */
  readonly isTrunk: boolean;
  /** Groups that somebody put it into. */
  readonly groups?: readonly string[];
}

const NO_MAC = '00:00:00:00:00:00';
const LEASE4 = { address: '203.0.113.10', bits: 24, router: '203.0.113.1' };
const LEASE6 = { address: '2001:db8:1::10', bits: 64, router: 'fe80::1' };
const DELEGATED = '2001:db8:100:';
const INTERNAL: readonly (readonly [name: string, mtu: number])[] = [['enc0', 1536], ['pflog0', 33_152], ['pfsync0', 1500]];

/** The devices that a configuration brings up, in the order the kernel made them: cards, loopback, VLANs, tunnels. */
export function networkDevices(document: ConfigDocument): Device[] {
  const interfaces = document.find('interfaces')?.children ?? [];
  const vlans = document.find('vlans')?.children.filter(node => node.name === 'vlan') ?? [];
  const named = interfaces.map(node => childText(node, 'if'));
  const trunks = new Set(vlans.map(vlan => childText(vlan, 'if')));
  const make = (name: string, kind: Device['kind'], mac: string, mtu: number, vlan?: Device['vlan']): Device => {
    const node = interfaces.find(each => childText(each, 'if') === name);
    const up = kind === 'loopback' || (node !== undefined && childText(node, 'enable') !== '');
    const assigned = node === undefined ? undefined : { key: node.name, description: childText(node, 'descr') || node.name.toUpperCase(), node };
    const addresses = { ipv4: up ? ipv4Of(node) : [], ipv6: up ? [...ipv6Of(node), ...linkLocal(name, kind, mac)] : [] };
    return { name, kind, mac, mtu, up, isTrunk: trunks.has(name), ...addresses, ...(assigned === undefined ? {} : { assigned }), ...(vlan === undefined ? {} : { vlan }) };
  };
  const cards = cardNames([...named, ...trunks]);
  const macOf = (card: string): string => `52:54:00:aa:00:${(cards.indexOf(card) + 1).toString(16).padStart(2, '0')}`;
  const tunnels = [...new Set(named.filter(name => /^(wg|ovpn[cs]|ipsec|gif|gre)\d+$/.test(name)))];
  return [
    ...cards.map(name => make(name, 'card', macOf(name), 1500)),
    make('lo0', 'loopback', NO_MAC, 16_384),
    ...INTERNAL.map(([name, mtu]) => make(name, 'internal', NO_MAC, mtu)),
    ...vlans.map(vlan => make(childText(vlan, 'vlanif'), 'vlan', macOf(childText(vlan, 'if')), 1500, { tag: childText(vlan, 'tag'), parent: childText(vlan, 'if') })),
    ...tunnels.map(name => withTunnelAddress(make(name, 'tunnel', NO_MAC, 1420), document)),
  ];
}

/** The devices that run: those of the configuration, and those that a test adds, which have the last numbers. */
export function runningDevices({ document, running: { measured } }: { readonly document: ConfigDocument; readonly running: { readonly measured: Measured } }): Device[] {
  const { groups = {}, devices = [] } = measured;
  const made = networkDevices(document).map(device => (groups[device.name] === undefined ? device : { ...device, groups: groups[device.name] ?? [] }));
  return [...made, ...devices];
}

/** The router that an interface learnt by DHCP or router advertisement; undefined when it has none. */
export function learntRouter(node: ConfigNode, family: 'inet' | 'inet6'): string | undefined {
  if (childText(node, 'enable') === '') return undefined;
  if (family === 'inet') return childText(node, 'ipaddr') === 'dhcp' ? LEASE4.router : undefined;
  return ['dhcp6', 'slaac'].includes(childText(node, 'ipaddrv6')) ? `${LEASE6.router}%${childText(node, 'if')}` : undefined;
}

/** What interfaces are called, by device; groups of devices included. Sorted by name from 26.1 on. */
export function interfaceNames(document: ConfigDocument, sorted: boolean): Readonly<Record<string, string>> {
  const names = (document.find('interfaces')?.children ?? []).map(node => [childText(node, 'if'), childText(node, 'descr') || node.name.toUpperCase()] as const);
  return Object.fromEntries(sorted ? names.toSorted(([, a], [, b]) => a.localeCompare(b, 'en', { sensitivity: 'base', numeric: true })) : names);
}

// Virtual machines of the sample have one more card than they use.
function cardNames(names: readonly string[]): string[] {
  const cards = [...new Set(names)].filter(name => /^[a-z]+\d+$/.test(name) && !/^(lo|wg|ovpn[cs]|ipsec|gif|gre|ppp|pppoe|lagg|bridge)\d+$/.test(name));
  const numbers = cards.flatMap(name => (/^vtnet\d+$/.test(name) ? [Number(name.slice(5))] : []));
  const spare = numbers.length === 0 ? [] : [`vtnet${String(Math.max(...numbers) + 1)}`];
  return [...cards, ...spare].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function ipv4Of(node: ConfigNode | undefined): Address[] {
  if (node === undefined) return [];
  const address = childText(node, 'ipaddr');
  if (address === 'dhcp') return [{ address: LEASE4.address, bits: LEASE4.bits }];
  return addressFamily(address) === 4 ? [{ address, bits: Number(childText(node, 'subnet')) || 32 }] : [];
}

function ipv6Of(node: ConfigNode | undefined): Address[] {
  if (node === undefined) return [];
  const address = childText(node, 'ipaddrv6');
  if (address === 'dhcp6' || address === 'slaac') return [{ address: LEASE6.address, bits: LEASE6.bits }];
  if (address === 'track6' || address === 'idassoc6') {
    const id = Number.parseInt(childText(node, 'track6-prefix-id') || '0', 10);
    return [{ address: `${DELEGATED}${id === 0 ? '' : id.toString(16)}${id === 0 ? ':1' : '::1'}`, bits: 64 }];
  }
  return addressFamily(address) === 6 ? [{ address, bits: Number(childText(node, 'subnetv6')) || 128 }] : [];
}

function linkLocal(name: string, kind: Device['kind'], mac: string): Address[] {
  if (kind === 'loopback') return [{ address: 'fe80::1', bits: 64 }];
  if (mac === NO_MAC || name === '') return [];
  return [{ address: `fe80::5054:ff:feaa:${Number.parseInt(mac.slice(-2), 16).toString(16)}`, bits: 64 }];
}

function withTunnelAddress(device: Device, document: ConfigDocument): Device {
  const servers = document.find('OPNsense/wireguard/server/servers')?.children ?? [];
  const server = servers.find(node => `wg${childText(node, 'instance')}` === device.name && childText(node, 'enabled') === '1');
  const [address = '', bits = '24'] = (server === undefined ? '' : childText(server, 'tunneladdress')).split('/');
  return addressFamily(address) === 4 ? { ...device, ipv4: [{ address, bits: Number(bits) }] } : device;
}
