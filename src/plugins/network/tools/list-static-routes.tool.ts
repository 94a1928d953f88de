import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, more, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { searchRoutes } from '../network.endpoints';
import { StaticRoute, toStaticRoute } from '../static-route';

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
  description: 'Use this to see the configured static routes: network, gateway, and whether each is enabled. Not the kernel routing table.',
  effect: 'read',
  input: ListStaticRoutesInput,
  output: ListStaticRoutesOutput,
  uses: [searchRoutes],
})
export class ListStaticRoutesTool implements ReadTool<ListStaticRoutesInput, ListStaticRoutesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListStaticRoutesInput): Promise<ListStaticRoutesOutput> {
    const { search, limit, page } = input;
    const { rows, total } = await this.firewall.read(searchRoutes, { body: { current: page, rowCount: limit, searchPhrase: search } });
    return { total, routes: rows.map(toStaticRoute), ...present<Partial<ListStaticRoutesOutput>>({ more: more(total, input) }) };
  }
}
