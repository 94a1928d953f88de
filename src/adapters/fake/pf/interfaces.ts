import { childText, type ConfigDocument } from '../config-document';
import { type Address, type Device, networkDevices } from '../network-devices';
import { matchingBits } from './addresses';

/** The interfaces of a running firewall as rules name them. */
export class Interfaces {
  private readonly devices: readonly Device[];
  private readonly groups: ReadonlyMap<string, readonly string[]>;

  constructor(document: ConfigDocument) {
    this.devices = networkDevices(document);
    this.groups = groupsOf(document, this.devices);
  }

  /** True for an interface that is up, or a group. */
  has(key: string): boolean {
    return this.groups.has(key) || this.assigned(key) !== undefined;
  }

  /** True when `key` is the interface `name` or in the group `name`. */
  isIn(key: string, name: string): boolean {
    return key === name || (this.groups.get(name)?.includes(key) ?? false);
  }

  /** Networks of an interface or a group, as `address/bits`. */
  networks(name: string): string[] {
    return this.addressesOf(this.groups.get(name) ?? [name]).map(({ address, bits }) => `${address}/${String(bits)}`);
  }

  /** Own addresses of an interface. */
  addresses(name: string): string[] {
    return this.addressesOf([name]).map(({ address }) => address);
  }

  /** Own addresses of a device, such as `vtnet0`. */
  deviceAddresses(name: string): string[] {
    return this.devices.filter(device => device.name === name).flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6]).map(({ address }) => address);
  }

  /** Every own address. */
  own(): string[] {
    return this.devices.flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6]).map(({ address }) => address);
  }

  /** The interface that an address is behind: the one whose network it is in, or the first that leads out. */
  towards(address: string): string | undefined {
    const keys = this.devices.flatMap(({ assigned }) => (assigned === undefined ? [] : [assigned.key]));
    const direct = keys.find(key => this.networks(key).some(network => matchingBits(network, address) !== undefined));
    return direct ?? keys.find(key => key === 'wan') ?? keys[0];
  }

  private assigned(key: string): Device | undefined {
    return this.devices.find(({ assigned, up }) => up && assigned?.key === key);
  }

  private addressesOf(keys: readonly string[]): Address[] {
    return keys.flatMap(key => {
      const device = this.assigned(key);
      return device === undefined ? [] : [...device.ipv4, ...device.ipv6];
    });
  }
}

const TUNNELS: Readonly<Record<string, RegExp>> = { wireguard: /^wg\d+$/, openvpn: /^ovpn[cs]\d+$/, enc0: /^ipsec\d+$/ };

function groupsOf(document: ConfigDocument, devices: readonly Device[]): Map<string, readonly string[]> {
  const made = (document.find('ifgroups')?.children ?? []).map((node): [string, string[]] => [childText(node, 'ifname'), childText(node, 'members').split(/[ ,]+/).filter(name => name !== '')]);
  const automatic = (document.find('interfaces')?.children ?? []).flatMap((node): [string, string[]][] => {
    const pattern = TUNNELS[node.name];
    return pattern === undefined ? [] : [[node.name, devices.flatMap(({ name, assigned }) => (pattern.test(name) && assigned !== undefined ? [assigned.key] : []))]];
  });
  return new Map([...automatic, ...made]);
}
