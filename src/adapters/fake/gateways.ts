import { compareReleases } from '../../ports';
import { childText, type ConfigNode } from './config-document';
import { type Machine } from './machine';
import { addressFamily } from './model/network';
import { isEmpty } from './model/php';
import { learntRouter } from './network-devices';
import { GATEWAY_HEALTH } from './sample';

/** A gateway that the running firewall knows, configured or learnt. */
export interface LiveGateway {
  readonly name: string;
  readonly interface: string;
  readonly family: 'inet' | 'inet6';
  /** Empty when nothing told the address. */
  readonly address: string;
  readonly priority: number;
  /** May become the default gateway. */
  readonly upstream: boolean;
  readonly disabled: boolean;
  /** The configured element and its position; absent for gateways that are only learnt. */
  readonly configured?: { readonly node: ConfigNode; readonly position: number };
  /** Address that is pinged; absent when nothing watches the gateway. */
  readonly monitor?: string;
}

/** What monitoring says of a gateway; `~` where nothing was measured. */
export interface GatewayHealth {
  readonly status: string;
  readonly translated: string;
  readonly loss: string;
  readonly delay: string;
  readonly stddev: string;
  readonly monitor: string;
}

const TRANSLATED: Readonly<Record<string, string>> = { none: 'Online', down: 'Offline', force_down: 'Offline (forced)', delay: 'Latency', loss: 'Packetloss', 'delay+loss': 'Latency, Packetloss' };
const HEALTHY = { status: 'none', loss: '0.0 %', delay: '12.0 ms', stddev: '1.5 ms' };

/** The gateways, best first: those that may be the default by priority, then the others. */
export function liveGateways(machine: Machine): LiveGateway[] {
  const interfaces = machine.document.find('interfaces')?.children ?? [];
  const configured = (machine.document.find('OPNsense/Gateways')?.children ?? []).filter(node => node.name === 'gateway_item').map((node, position) => fromItem(node, position, interfaces));
  const taken = new Set(configured.map(gateway => gateway.name));
  const learnt = interfaces.flatMap(node =>
    (['inet', 'inet6'] as const).flatMap(family => {
      const name = `${(childText(node, 'descr') || node.name).toUpperCase()}_${family === 'inet' ? 'DHCP' : 'DHCP6'}`;
      const address = learntRouter(node, family);
      return address === undefined || taken.has(name) ? [] : [{ name, interface: node.name, family, address, priority: 254, upstream: false, disabled: false }];
    }),
  );
  return [...configured, ...learnt].sort((a, b) => Number(b.upstream) - Number(a.upstream) || a.priority - b.priority);
}

/** What monitoring says of a gateway. */
export function healthOf(gateway: LiveGateway): GatewayHealth {
  if (gateway.monitor === undefined) return { status: 'none', translated: 'Online', loss: '~', delay: '~', stddev: '~', monitor: '~' };
  const measured = GATEWAY_HEALTH[gateway.name] ?? HEALTHY;
  return { ...measured, translated: TRANSLATED[measured.status] ?? 'Pending', monitor: gateway.monitor };
}

/** The gateway that takes traffic without a better route; undefined when there is none. */
export function defaultGateway(gateways: readonly LiveGateway[], family: 'inet' | 'inet6'): LiveGateway | undefined {
  return gateways.find(gateway => gateway.family === family && !gateway.disabled);
}

/** True from 25.1 on, where a yes/no field that was never set reads 0 instead of nothing. */
export function unsetIsZero(machine: Machine): boolean {
  return compareReleases(machine.release, '25.1') >= 0;
}

function fromItem(node: ConfigNode, position: number, interfaces: readonly ConfigNode[]): LiveGateway {
  const family = childText(node, 'ipprotocol') === 'inet6' ? 'inet6' : 'inet';
  const key = childText(node, 'interface');
  const given = childText(node, 'gateway');
  const owner = interfaces.find(each => each.name === key);
  const address = addressFamily(given) !== undefined ? given : owner === undefined ? '' : (learntRouter(owner, family) ?? '');
  const watched = isEmpty(childText(node, 'monitor_disable'));
  return {
    name: childText(node, 'name'),
    interface: key,
    family,
    address,
    priority: Number(childText(node, 'priority')) || 255,
    upstream: !isEmpty(childText(node, 'defaultgw')),
    disabled: !isEmpty(childText(node, 'disabled')),
    configured: { node, position },
    ...(watched ? { monitor: childText(node, 'monitor') || address } : {}),
  };
}
