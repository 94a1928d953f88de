import { isWithin, normalAddress } from './addresses';
import { type Fields, type FilterConfiguration, entriesOf, fieldsOf, isOn, isSet, listOf, textOf } from './configuration';

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

/** A static route that is switched on. */
export interface StaticRoute {
  readonly network: string;
  /** Name of the gateway. */
  readonly gateway: string;
}

/** Gateways that every firewall has and that lead nowhere. */
const BLACK_HOLES = ['Null4', 'Null6'];

/** The interfaces of a configuration, and the groups they are in. */
export class NetworkInterfaces {
  readonly list: readonly NetworkInterface[];
  private readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The most specific first. */
  private readonly routes: readonly StaticRoute[];
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
    const routes = listOf(fieldsOf(configuration.staticroutes)['route']).filter(isActive).map(route => ({ network: textOf(route, 'network'), gateway: textOf(route, 'gateway') }));
    this.routes = routes.sort((left, right) => prefixOf(right.network) - prefixOf(left.network));
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
    const connected = this.connected(address);
    if (connected !== undefined) return connected.owner;
    const route = this.routeTo(address);
    const name = route === undefined ? undefined : this.gateways.get(route.gateway);
    if (name !== undefined) return this.named(name);
    const outside = this.list.filter(({ hasGateway }) => hasGateway);
    return outside.length === 1 ? outside[0] : this.named('wan');
  }

  /** The static route that leads answers to that address astray: away from the network that it is in, or nowhere; undefined when there is none. */
  detour(address: string): StaticRoute | undefined {
    const route = this.routeTo(address);
    const connected = this.connected(address);
    if (route === undefined || (connected !== undefined && prefixOf(route.network) < prefixOf(connected.net))) return undefined;
    if (BLACK_HOLES.includes(route.gateway)) return route;
    if (connected === undefined) return undefined;
    // A route as wide as the network itself takes its place.
    return prefixOf(route.network) === prefixOf(connected.net) || this.gateways.get(route.gateway) !== connected.owner.name ? route : undefined;
  }

  private routeTo(address: string): StaticRoute | undefined {
    return this.routes.find(({ network }) => isWithin(address, network) === true);
  }

  private connected(address: string): { readonly owner: NetworkInterface; readonly net: string } | undefined {
    const all = this.list.flatMap(owner => owner.addresses.filter(net => net.includes('/') && isWithin(address, net) === true).map(net => ({ owner, net })));
    return all.sort((left, right) => prefixOf(right.net) - prefixOf(left.net))[0];
  }
}

/** Up to 26.1.9 a route can be `disabled`, later it has to be `enabled`. */
function isActive(route: Fields): boolean {
  return !isOn(route, 'disabled') && (!('enabled' in route) || isOn(route, 'enabled'));
}

function prefixOf(network: string): number {
  const [address = '', bits] = network.split('/');
  return bits === undefined ? (address.includes(':') ? 128 : 32) : Number(bits);
}
