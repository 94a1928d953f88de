import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { reconfigureRoutes, staticRoutes } from '../network.endpoints';

/** Which route. */
export class DeleteStaticRouteInput {
  @Describe('From opn_list_static_routes') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteStaticRouteOutput {
  @IsString() deleted!: string;
  @IsString() network!: string;
  /** Name of the gateway. */
  @IsString() gateway!: string;
}

/** `opn_delete_static_route` */
@Tool({
  name: 'opn_delete_static_route',
  title: 'Delete a static route',
  description: 'Delete a static route and take it from the kernel; to take it out for a while, turn it off instead.',
  effect: 'destroy',
  optIn: true,
  input: DeleteStaticRouteInput,
  output: DeleteStaticRouteOutput,
  uses: [staticRoutes.get, staticRoutes.search, staticRoutes.del, staticRoutes.set, reconfigureRoutes],
  idempotent: true,
})
export class DeleteStaticRouteTool implements WriteTool<DeleteStaticRouteInput, DeleteStaticRouteOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteStaticRouteInput, change: Change): Promise<DeleteStaticRouteOutput> {
    const former = await staticRoutes.remove(this.firewall, change, uuid);
    await change.apply(reconfigureRoutes);
    return { deleted: uuid, network: String(former['network']), gateway: String(former['gateway']) };
  }
}
