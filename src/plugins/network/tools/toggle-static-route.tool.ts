import { IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { reconfigureRoutes, staticRoutes } from '../network.endpoints';
import { isActive, routeValues } from '../static-route-input';

/** Which route, and whether it is to be active. */
export class ToggleStaticRouteInput {
  @Describe('From opn_list_static_routes') @Uuid() uuid!: string;
  @Describe('The state it is to have; the other one unless said') @Optional() @IsBoolean() enabled?: boolean;
}

/** The state that the route has now. */
export class ToggleStaticRouteOutput {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** False when it was so already. */
  @IsBoolean() changed!: boolean;
}

const TOOL = 'opn_toggle_static_route';

/** `opn_toggle_static_route` */
@Tool({
  name: TOOL,
  title: 'Turn a static route on or off',
  description: 'Put a static route into effect, or take it out without deleting it.',
  effect: 'write',
  optIn: true,
  input: ToggleStaticRouteInput,
  output: ToggleStaticRouteOutput,
  uses: [staticRoutes.get, staticRoutes.search, staticRoutes.set, reconfigureRoutes],
})
export class ToggleStaticRouteTool implements WriteTool<ToggleStaticRouteInput, ToggleStaticRouteOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, enabled: wanted }: ToggleStaticRouteInput, change: Change): Promise<ToggleStaticRouteOutput> {
    const former = await staticRoutes.existing(this.firewall, uuid);
    const enabled = wanted ?? !isActive(former);
    if (enabled === isActive(former)) return { uuid, enabled, changed: false };
    const values = routeValues(TOOL, { enabled }, { gateways: new Map(), negated: 'disabled' in former });
    // Without its network OPNsense would take the route for moved.
    await staticRoutes.change(change, uuid, { network: former['network'], ...values }, former);
    await change.apply(reconfigureRoutes);
    return { uuid, enabled, changed: true };
  }
}
