import { type Fact } from '../../../core/audit';
import { configDownload } from '../../../core';
import { at, isOn, listOf, NetworkInterfaces, textOf } from '../../../core/packet-filter';

/** An interface that is switched on. */
export interface Interface {
  /** `lan`, `wan`, `opt3`. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** Whether it leads to the internet: it has a gateway, or learns one. */
  readonly outside: boolean;
}

/** The interfaces of the firewall. */
export const interfaces: Fact<readonly Interface[]> = {
  name: 'the interfaces',
  uses: [configDownload],
  read: async ({ config }) => {
    const [configured, gateways, virtualip] = await Promise.all(['interfaces', 'OPNsense.Gateways', 'virtualip'].map(path => config.section(path)));
    const upstream = listOf(at(gateways, 'gateway_item')).filter(each => isOn(each, 'defaultgw') && !isOn(each, 'disabled'));
    const leading = new Set(upstream.map(each => textOf(each, 'interface')));
    return new NetworkInterfaces({ interfaces: configured, gateways, virtualip }).list.map(({ name, label, hasGateway }) => ({ name, label, outside: hasGateway || leading.has(name) }));
  },
};
