import { compareReleases } from '../../../ports';
import { childText, type ConfigDocument, type ConfigNode } from '../config-document';
import { type Machine } from '../machine';
import { isEmpty } from '../model/php';

/** The static routes that the kernel has, and those that it is to forget at the next reconfigure. */
export interface RouteMemory {
  /** Name of the gateway by network. */
  readonly kernel: Map<string, string>;
  /** Networks by the uuid of the route that was changed or deleted. */
  readonly leaving: Map<string, string>;
}

/** The kernel's static routes: those of the configuration that was applied last. */
export function routeMemory(machine: Machine): RouteMemory {
  machine.running.routes ??= { kernel: new Map(configured(machine, machine.running.applied('routes/routes')).flatMap(([network, gateway]) => (gateway === undefined ? [] : [[network, gateway] as const]))), leaving: new Map() };
  return machine.running.routes;
}

/** What `interface routes configure` does: forgets what was changed or deleted, then goes through the saved routes in order. One that only vanished from the configuration stays. */
export function configureRoutes(machine: Machine): void {
  const { kernel, leaving } = routeMemory(machine);
  for (const network of leaving.values()) kernel.delete(network);
  leaving.clear();
  for (const [network, gateway] of configured(machine, machine.document)) {
    if (gateway === undefined) {
      kernel.delete(network);
      continue;
    }
    kernel.set(network, gateway);
    for (const route of machine.running.deletedRoutes) if (route.startsWith(`${network},`)) machine.running.deletedRoutes.delete(route);
  }
}

/** Every route of a configuration; without a gateway when it is off. */
function configured(machine: Machine, document: ConfigDocument): (readonly [network: string, gateway: string | undefined])[] {
  const isOn = (node: ConfigNode): boolean => (compareReleases(machine.release, '26.1') < 0 ? isEmpty(childText(node, 'disabled')) : childText(node, 'enabled') !== '0');
  const routes = (document.find('staticroutes')?.children ?? []).filter(node => node.name === 'route');
  return routes.map(node => [childText(node, 'network'), isOn(node) ? childText(node, 'gateway') : undefined]);
}
