import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { staticRoutes } from '../network.endpoints';
import { StaticRoute } from '../static-route';

/** Which routes. */
export class ListStaticRoutesInput extends ListInput {}

/** A page of routes. */
export class ListStaticRoutesOutput extends ListOutput {
  @ListOf(() => StaticRoute) routes!: StaticRoute[];
}

/** The configured static routes. */
@Tool({
  name: 'opn_list_static_routes',
  title: 'List static routes',
  description: 'See the configured static routes: network, gateway, and whether each is enabled. Not the kernel routing table.',
  effect: 'read',
  input: ListStaticRoutesInput,
  output: ListStaticRoutesOutput,
  uses: [staticRoutes.search],
})
export class ListStaticRoutesTool implements ReadTool<ListStaticRoutesInput, ListStaticRoutesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListStaticRoutesInput): Promise<ListStaticRoutesOutput> {
    const { items, total } = await staticRoutes.list(this.firewall, input);
    return { total, routes: [...items] };
  }
}
