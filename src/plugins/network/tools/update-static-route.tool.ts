import { IsNotEmpty, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, Text, TextList, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { reconfigureRoutes, staticRoutes } from '../network.endpoints';
import { refuseSecondRoute, RouteDetails, routeForm, routeValues } from '../static-route-input';

/** Which route, and what it is to be. */
export class UpdateStaticRouteInput extends RouteDetails {
  @Describe('From opn_list_static_routes') @Uuid() uuid!: string;
  @Describe('10.20.0.0/16, or IPv6') @Optional() @IsNotEmpty() @Text(50) network?: string;
  @Describe('Name or address of a gateway') @Optional() @IsNotEmpty() @Text(100) gateway?: string;
}

/** What was changed. */
export class UpdateStaticRouteOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @TextList() changed!: string[];
}

const TOOL = 'opn_update_static_route';

/** `opn_update_static_route` */
@Tool({
  name: TOOL,
  title: 'Change a static route',
  description: 'Change the given fields of a static route.',
  effect: 'destroy',
  optIn: true,
  input: UpdateStaticRouteInput,
  output: UpdateStaticRouteOutput,
  uses: [staticRoutes.get, staticRoutes.search, staticRoutes.set, reconfigureRoutes],
  idempotent: true,
})
export class UpdateStaticRouteTool implements WriteTool<UpdateStaticRouteInput, UpdateStaticRouteOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateStaticRouteInput, change: Change): Promise<UpdateStaticRouteOutput> {
    refuseEmpty(TOOL, input);
    const [former, form] = await Promise.all([staticRoutes.existing(this.firewall, uuid), routeForm(this.firewall)]);
    const values = differing(routeValues(TOOL, input, form), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed };
    await refuseSecondRoute(TOOL, this.firewall, values['network'], uuid);
    // Without its network OPNsense would take the route for moved.
    await staticRoutes.change(change, uuid, { network: former['network'], ...values }, former);
    await change.apply(reconfigureRoutes);
    return { uuid, changed };
  }
}
