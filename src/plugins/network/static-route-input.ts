import { IsBoolean } from 'class-validator';
import { type Choices, choicesIn, chosen, Describe, exactNetwork, type GotItem, inWords, Optional, Text } from '../../core';
import { normalAddress, normalNetwork } from '../../core/packet-filter';
import { type FirewallApi, OpnError } from '../../ports';
import { staticRoutes } from './network.endpoints';

/** What else a route can be told. */
export class RouteDetails {
  @Describe('Label') @Optional() @Text() description?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** What a route can be told. */
interface ToldRoute extends RouteDetails {
  readonly network?: string | undefined;
  readonly gateway?: string | undefined;
}

/** What this firewall offers for a route. */
export interface RouteForm {
  /** Gateways by name; their labels end with the address. */
  readonly gateways: Choices;
  /** True up to 26.1.9, where a route can be disabled instead of enabled. */
  readonly negated: boolean;
}

/** What this firewall offers for a route. */
export async function routeForm(firewall: FirewallApi): Promise<RouteForm> {
  const { route = {} } = (await firewall.read(staticRoutes.get)) as Readonly<Record<string, GotItem>>;
  return { gateways: choicesIn(route['gateway']), negated: 'disabled' in route };
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for what is no network, and for a gateway that this firewall does not have. */
export function routeValues(tool: string, { network, gateway, description, enabled }: ToldRoute, { gateways, negated }: RouteForm): Record<string, string> {
  return inWords({
    network: network === undefined ? undefined : exactNetwork(tool, network),
    gateway: gateway === undefined ? undefined : gatewayOf(tool, gateway, gateways),
    descr: description,
    ...(enabled === undefined ? {} : negated ? { disabled: !enabled } : { enabled }),
  });
}

/** True for a route, as `existing` gives it, that is active. */
export function isActive(route: Readonly<Record<string, unknown>>): boolean {
  return 'disabled' in route ? route['disabled'] !== '1' : route['enabled'] === '1';
}

/** Throws OPN_INVALID_INPUT when another route is to the same network: even one that is off takes the other from the kernel. */
export async function refuseSecondRoute(tool: string, firewall: FirewallApi, network: string | undefined, uuid?: string): Promise<void> {
  if (network === undefined) return;
  const { items } = await staticRoutes.list(firewall, { search: '', limit: ALL_ROWS, page: 1 });
  const other = items.find(each => each.uuid !== uuid && normalNetwork(each.network) === network);
  if (other === undefined) return;
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: there is a route to ${network} already, by ${other.gateway}${other.enabled ? '' : ' (off)'}: ${other.uuid}.`, 'Change or delete that one. Nothing was sent to the firewall.');
}

const ALL_ROWS = -1;

function gatewayOf(tool: string, wanted: string, gateways: Choices): string {
  const address = normalAddress(wanted);
  const [only, ...others] = address === undefined ? [] : [...gateways].filter(([, label]) => normalAddress(label.split(' - ').at(-1) ?? '') === address);
  return only !== undefined && others.length === 0 ? only[0] : chosen(tool, 'gateway', wanted, gateways);
}
