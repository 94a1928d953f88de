import { isWithin, normalAddress } from './addresses';
import { type FilterConfiguration, entriesOf, fieldsOf, isSet, listOf, textOf } from './configuration';

/** One interface as the firewall's rules name it. */
export interface NetworkInterface {
  /** `lan`, `wan`, `opt3`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** Addresses with their prefix length, virtual ones included. */
  readonly addresses: readonly string[];
  /** True when an address is only known while the firewall runs (DHCP, PPPoE, tracking). */
  readonly isDynamic: boolean;
  readonly blocksPrivate: boolean;
  readonly blocksBogons: boolean;
  readonly hasGateway: boolean;
}

/** The interfaces of a configuration, and the groups they are in. */
export class NetworkInterfaces {
  readonly list: readonly NetworkInterface[];
  private readonly groups: ReadonlyMap<string, readonly string[]>;
  private readonly routes: readonly { readonly network: string; readonly gateway: string }[];
  private readonly gateways: ReadonlyMap<string, string>;

  constructor(configuration: FilterConfiguration) {
    const vips = listOf(fieldsOf(configuration.virtualip)['vip']);
    this.list = Object.entries(fieldsOf(configuration.interfaces)).flatMap(([name, value]): NetworkInterface[] => {
      const fields = fieldsOf(value);
      if (textOf(fields, 'type') === 'group' || !(name === 'lan' || name === 'wan' || isSet(fields, 'enable'))) return [];
      const own = [['ipaddr', 'subnet'], ['ipaddrv6', 'subnetv6']].map(([address = '', bits = '']) => [textOf(fields, address), textOf(fields, bits)] as const);
      const virtual = vips.filter(vip => textOf(vip, 'interface') === name && normalAddress(textOf(vip, 'subnet')) !== undefined).map(vip => `${textOf(vip, 'subnet')}/${textOf(vip, 'subnet_bits')}`);
      return [{
        name,
        label: textOf(fields, 'descr') || name.toUpperCase(),
        addresses: [...own.filter(([address]) => normalAddress(address) !== undefined).map(([address, bits]) => (bits === '' ? address : `${address}/${bits}`)), ...virtual],
        isDynamic: own.some(([address]) => address !== '' && normalAddress(address) === undefined),
        blocksPrivate: isSet(fields, 'blockpriv'),
        blocksBogons: isSet(fields, 'blockbogons'),
        hasGateway: textOf(fields, 'gateway') !== '' || own.some(([address]) => ['dhcp', 'dhcp6', 'pppoe', 'ppp', 'pptp', 'l2tp'].includes(address)),
      }];
    });
    this.groups = new Map(listOf(fieldsOf(configuration.ifgroups)['ifgroupentry']).map(group => [textOf(group, 'ifname'), entriesOf(textOf(group, 'members'))]));
    this.routes = listOf(fieldsOf(configuration.staticroutes)['route']).filter(route => !isSet(route, 'disabled') || textOf(route, 'disabled') === '0').map(route => ({ network: textOf(route, 'network'), gateway: textOf(route, 'gateway') }));
    this.gateways = new Map(listOf(fieldsOf(configuration.gateways)['gateway_item']).map(gateway => [textOf(gateway, 'name'), textOf(gateway, 'interface')]));
  }

  /** The interface of that name. */
  named(name: string): NetworkInterface | undefined {
    return this.list.find(each => each.name === name);
  }

  /** Names under which rules mean the interface: its own, and those of its groups. */
  namesOf(name: string): string[] {
    return [name, ...[...this.groups].filter(([, members]) => members.includes(name)).map(([group]) => group)];
  }

  /** True for the name of a group. */
  isGroup(name: string): boolean {
    return this.groups.has(name);
  }

  /** The interface that packets from that address come in by: its network, a route, or the one that leads outside; undefined when nothing tells. */
  towards(address: string): NetworkInterface | undefined {
    const connected = this.list.find(({ addresses }) => addresses.some(net => net.includes('/') && isWithin(address, net) === true));
    if (connected !== undefined) return connected;
    const route = this.routes.find(({ network }) => isWithin(address, network) === true);
    const name = route === undefined ? undefined : this.gateways.get(route.gateway);
    if (name !== undefined) return this.named(name);
    const outside = this.list.filter(({ hasGateway }) => hasGateway);
    return outside.length === 1 ? outside[0] : this.named('wan');
  }
}
