import { IsNotEmpty, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Text, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { reconfigureRoutes, staticRoutes } from '../network.endpoints';
import { refuseSecondRoute, RouteDetails, routeForm, routeValues } from '../static-route-input';

/** What the route is to be. */
export class AddStaticRouteInput extends RouteDetails {
  @Describe('10.20.0.0/16, or IPv6') @IsNotEmpty() @Text(50) network!: string;
  @Describe('Name or address of a gateway') @IsNotEmpty() @Text(100) gateway!: string;
}

/** The new route. */
export class AddStaticRouteOutput {
  @IsString() uuid!: string;
  @IsString() network!: string;
  /** Name of the gateway. */
  @IsString() gateway!: string;
}

const TOOL = 'opn_add_static_route';

/** `opn_add_static_route` */
@Tool({
  name: TOOL,
  title: 'Add a static route',
  description: 'Let the firewall reach a network by a gateway that is configured already.',
  effect: 'write',
  optIn: true,
  input: AddStaticRouteInput,
  output: AddStaticRouteOutput,
  uses: [staticRoutes.get, staticRoutes.search, staticRoutes.add, staticRoutes.del, reconfigureRoutes],
})
export class AddStaticRouteTool implements WriteTool<AddStaticRouteInput, AddStaticRouteOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddStaticRouteInput, change: Change): Promise<AddStaticRouteOutput> {
    const values = routeValues(TOOL, { enabled: true, ...input }, await routeForm(this.firewall));
    const { network = '', gateway = '' } = values;
    await refuseSecondRoute(TOOL, this.firewall, network);
    const uuid = await staticRoutes.create(change, values);
    await change.apply(reconfigureRoutes);
    return { uuid, network, gateway };
  }
}
