import { addressRange, isIpv6, isWithin } from './addresses';
import { type FilterConfiguration, type Fields, fieldsOf, isOn, listOf, textOf } from './configuration';
import { type NetworkInterface, type NetworkInterfaces } from './network-interfaces';

/** How packets to an address leave. */
export interface Route {
  /** `own` for the firewall's own addresses, which packets do not leave for; `nowhere` for what is thrown away. */
  readonly kind: 'own' | 'connected' | 'static' | 'default' | 'nowhere';
  readonly network: string;
  /** Undefined for one that leads nowhere. */
  readonly interface: NetworkInterface | undefined;
  /** Name or address of the router; '' when the network is connected. */
  readonly gateway: string;
}

/** One line of the firewall's routing table. */
export interface LiveRoute {
  /** A network, an address, or `default`. */
  readonly destination: string;
  readonly gateway: string;
  readonly device: string;
  readonly isIpv6: boolean;
}

/** A static route that is switched on. */
interface StaticRoute {
  readonly network: string;
  /** Name of the gateway. */
  readonly gateway: string;
}

/** Gateways that every firewall has and that lead nowhere. */
const BLACK_HOLES = ['Null4', 'Null6'];

/** Where packets go: by the routing table where it is given, else by what the configuration says. */
export class Routes {
  private readonly gateways: readonly Fields[];
  /** The most specific first. */
  private readonly statics: readonly StaticRoute[];
  private readonly groups: ReadonlySet<string>;

  constructor(
    configuration: FilterConfiguration,
    private readonly interfaces: NetworkInterfaces,
    private readonly live: readonly LiveRoute[] = [],
  ) {
    this.gateways = listOf(fieldsOf(configuration.gateways)['gateway_item']).filter(each => !isOn(each, 'disabled'));
    this.statics = listOf(fieldsOf(configuration.staticroutes)['route']).filter(isActive).map(route => ({ network: textOf(route, 'network'), gateway: textOf(route, 'gateway') })).sort((left, right) => prefixOf(right.network) - prefixOf(left.network));
    this.groups = new Set(listOf(fieldsOf(configuration.gatewayGroups)['gateway_group']).map(group => textOf(group, 'name')));
  }

  /** How packets to that address leave; undefined when nothing tells. */
  to(address: string): Route | undefined {
    const own = this.interfaces.list.find(({ addresses }) => addresses.some(each => isWithin(address, each.split('/', 1)[0] ?? '') === true));
    if (own !== undefined) return { kind: 'own', network: address, interface: own, gateway: '' };
    return this.live.some(route => route.isIpv6 === isIpv6(address)) ? this.fromTable(address) : this.fromConfiguration(address);
  }

  /** The interface that packets from that address come in by: its network, a route, or the one that leads outside; undefined when nothing tells. */
  towards(address: string): NetworkInterface | undefined {
    const connected = this.connected(address);
    if (connected !== undefined) return connected.owner;
    const route = this.routeTo(address);
    const name = route === undefined ? undefined : this.gateway(route.gateway)?.interface;
    return name === undefined ? this.outside() : this.interfaces.named(name);
  }

  /** The static route that leads answers to that address astray: away from the network that it is in, or nowhere; undefined when there is none. */
  detour(address: string): StaticRoute | undefined {
    const route = this.routeTo(address);
    const connected = this.connected(address);
    if (route === undefined || (connected !== undefined && prefixOf(route.network) < prefixOf(connected.net))) return undefined;
    if (BLACK_HOLES.includes(route.gateway)) return route;
    if (connected === undefined) return undefined;
    // A route as wide as the network itself takes its place.
    return prefixOf(route.network) === prefixOf(connected.net) || this.gateway(route.gateway)?.interface !== connected.owner.name ? route : undefined;
  }

  /** The interface and address of the gateway of that name; undefined for one that the configuration does not have, such as that of DHCP. The address is '' when it is only known while the firewall runs. */
  gateway(name: string): { readonly interface: string; readonly address: string } | undefined {
    const found = this.gateways.find(each => textOf(each, 'name') === name);
    return found === undefined ? undefined : { interface: textOf(found, 'interface'), address: textOf(found, 'gateway') === 'dynamic' ? '' : textOf(found, 'gateway') };
  }

  /** True for the name of a group of gateways. */
  isGroup(name: string): boolean {
    return this.groups.has(name);
  }

  private fromTable(address: string): Route | undefined {
    const found = this.live.flatMap((route): Route[] => {
      const isDefault = route.destination === 'default';
      if (!(isDefault ? route.isIpv6 === isIpv6(address) : isWithin(address, route.destination) === true)) return [];
      const isConnected = route.gateway.startsWith('link#');
      const through = this.interfaces.list.find(({ device }) => device === route.device);
      return [{ kind: isDefault ? 'default' : isConnected ? 'connected' : 'static', network: route.destination, interface: through, gateway: isConnected ? '' : this.nameOf(route.gateway) }];
    });
    return found.sort((left, right) => prefixOf(right.network) - prefixOf(left.network))[0];
  }

  private fromConfiguration(address: string): Route | undefined {
    const connected = this.connected(address);
    const route = this.routeTo(address);
    if (connected !== undefined && (route === undefined || prefixOf(route.network) < prefixOf(connected.net))) return { kind: 'connected', network: connected.net, interface: connected.owner, gateway: '' };
    if (route !== undefined && BLACK_HOLES.includes(route.gateway)) return { kind: 'nowhere', ...route, interface: undefined };
    const through = route === undefined ? undefined : this.interfaces.named(this.gateway(route.gateway)?.interface ?? '');
    if (route !== undefined && through !== undefined) return { kind: 'static', ...route, interface: through };
    const upstream = this.upstream(isIpv6(address) ? 'inet6' : 'inet');
    const out = upstream === undefined ? this.outside() : this.interfaces.named(textOf(upstream, 'interface'));
    return out === undefined ? undefined : { kind: 'default', network: 'default', interface: out, gateway: upstream === undefined ? '' : textOf(upstream, 'name') };
  }

  /** The gateway that is first asked for what no route leads to. */
  private upstream(family: string): Fields | undefined {
    const able = this.gateways.filter(each => textOf(each, 'ipprotocol') === family && isOn(each, 'defaultgw') && this.interfaces.named(textOf(each, 'interface')) !== undefined);
    return able.sort((left, right) => (Number(textOf(left, 'priority')) || 255) - (Number(textOf(right, 'priority')) || 255))[0];
  }

  /** The interface with a gateway of its own; which of several is taken shows only on the firewall. */
  private outside(): NetworkInterface | undefined {
    const [first, ...others] = this.interfaces.list.filter(({ hasGateway }) => hasGateway);
    return others.length === 0 ? first : undefined;
  }

  private routeTo(address: string): StaticRoute | undefined {
    return this.statics.find(({ network }) => isWithin(address, network) === true);
  }

  private connected(address: string): { readonly owner: NetworkInterface; readonly net: string } | undefined {
    const all = this.interfaces.list.flatMap(owner => owner.addresses.filter(net => net.includes('/') && isWithin(address, net) === true).map(net => ({ owner, net })));
    return all.sort((left, right) => prefixOf(right.net) - prefixOf(left.net))[0];
  }

  private nameOf(address: string): string {
    const found = this.gateways.find(each => textOf(each, 'gateway') === address);
    return found === undefined ? address : `${textOf(found, 'name')} (${address})`;
  }
}

/** Up to 26.1.9 a route can be `disabled`, later it has to be `enabled`. */
function isActive(route: Fields): boolean {
  return !isOn(route, 'disabled') && (!('enabled' in route) || isOn(route, 'enabled'));
}

function prefixOf(network: string): number {
  return addressRange(network)?.bits ?? -1;
}
