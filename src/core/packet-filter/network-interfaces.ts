import { isWithin, normalAddress } from './addresses';
import { entriesOf, fieldsOf, type FilterConfiguration, isSet, listOf, textOf } from './configuration';

/** One interface as the firewall's rules name it. */
export interface NetworkInterface {
  /** `lan`, `wan`, `opt3`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** `igc0`, `wg1`. */
  readonly device: string;
  /** Addresses with their prefix length, virtual ones included. */
  readonly addresses: readonly string[];
  /** True when an address is only known while the firewall runs (DHCP, PPPoE, tracking), and not given. */
  readonly isDynamic: boolean;
  readonly blocksPrivate: boolean;
  readonly blocksBogons: boolean;
  readonly hasGateway: boolean;
}

/** For the name of an interface the addresses with prefix length that it has now. */
export type LiveAddresses = ReadonlyMap<string, readonly string[]>;

interface Group {
  readonly members: readonly string[];
  readonly sequence: number;
}

const GATEWAY_GIVEN = ['dhcp', 'dhcp6', 'slaac', 'pppoe', 'ppp', 'pptp', 'l2tp'];

/** Groups that OPNsense makes itself, and the devices that are in them. */
const BUILT_IN: Readonly<Record<string, RegExp>> = { wireguard: /^wg\d+$/, openvpn: /^ovpn[cs]\d+$/, enc0: /^ipsec\d+$/ };
const BUILT_IN_SEQUENCE = 10;

/** The interfaces of a configuration, and the groups they are in. */
export class NetworkInterfaces {
  readonly list: readonly NetworkInterface[];
  private readonly groups: ReadonlyMap<string, Group>;

  /** `live` are the addresses that interfaces have now, where they are known. */
  constructor(configuration: FilterConfiguration, live: LiveAddresses = new Map()) {
    const vips = listOf(fieldsOf(configuration.virtualip)['vip']);
    const elements = Object.entries(fieldsOf(configuration.interfaces)).map(([name, value]) => [name, fieldsOf(value)] as const);
    this.list = elements.flatMap(([name, fields]): NetworkInterface[] => {
      if (textOf(fields, 'type') === 'group' || !(name === 'lan' || name === 'wan' || isSet(fields, 'enable'))) return [];
      const own = [['ipaddr', 'subnet'], ['ipaddrv6', 'subnetv6']].map(([address = '', bits = '']) => [textOf(fields, address), textOf(fields, bits)] as const);
      const virtual = vips.filter(vip => textOf(vip, 'interface') === name && normalAddress(textOf(vip, 'subnet')) !== undefined).map(vip => `${textOf(vip, 'subnet')}/${textOf(vip, 'subnet_bits')}`);
      const written = [...own.filter(([address]) => normalAddress(address) !== undefined).map(([address, bits]) => (bits === '' ? address : `${address}/${bits}`)), ...virtual];
      const now = live.get(name);
      return [{
        name,
        label: textOf(fields, 'descr') || name.toUpperCase(),
        device: textOf(fields, 'if'),
        addresses: [...new Set([...written, ...(now ?? [])])],
        isDynamic: now === undefined && own.some(([address]) => address !== '' && normalAddress(address) === undefined),
        blocksPrivate: isSet(fields, 'blockpriv'),
        blocksBogons: isSet(fields, 'blockbogons'),
        hasGateway: textOf(fields, 'gateway') !== '' || own.some(([address]) => GATEWAY_GIVEN.includes(address)),
      }];
    });
    const builtIn = elements.flatMap(([name]): [string, Group][] => {
      const devices = BUILT_IN[name];
      return devices === undefined ? [] : [[name, { members: this.list.filter(({ device }) => devices.test(device)).map(each => each.name), sequence: BUILT_IN_SEQUENCE }]];
    });
    const made = listOf(fieldsOf(configuration.ifgroups)['ifgroupentry']).map((group): [string, Group] => [textOf(group, 'ifname'), { members: entriesOf(textOf(group, 'members')), sequence: Number(textOf(group, 'sequence')) || 0 }]);
    this.groups = new Map([...builtIn, ...made]);
  }

  /** The interface of that name. */
  named(name: string): NetworkInterface | undefined {
    return this.list.find(each => each.name === name);
  }

  /** The interface with that name, label or device, in any case. */
  find(text: string): NetworkInterface | undefined {
    const wanted = text.toLowerCase();
    return this.list.find(each => each.name.toLowerCase() === wanted) ?? this.list.find(each => [each.label, each.device].some(name => name.toLowerCase() === wanted));
  }

  /** Names under which rules mean the interface: its own, and those of its groups. */
  namesOf(name: string): string[] {
    return [name, ...[...this.groups].filter(([, { members }]) => members.includes(name)).map(([group]) => group)];
  }

  /** True for the name of a group. */
  isGroup(name: string): boolean {
    return this.groups.has(name);
  }

  /** Names of the interfaces that a rule on that interface or group is on; none for a name that is neither. */
  members(name: string): readonly string[] {
    return this.groups.get(name)?.members ?? (this.named(name) === undefined ? [] : [name]);
  }

  /** Where a group stands among groups. */
  sequenceOf(group: string): number {
    return this.groups.get(group)?.sequence ?? 0;
  }

  /** True for an address of the firewall itself. */
  isOwn(address: string): boolean {
    return this.list.some(({ addresses }) => addresses.some(own => isWithin(address, own.split('/', 1)[0] ?? '') === true));
  }
}
