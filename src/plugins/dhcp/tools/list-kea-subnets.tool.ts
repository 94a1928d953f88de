import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListOf, ListOutput, Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { KeaListInput, keaOf } from '../kea-family';
import { KeaSubnet } from '../kea-subnet';
import { SERVER_STATES, serverStanding, type ServerState, stateNote } from '../server-state';

/** A page of subnets. */
export class ListKeaSubnetsOutput extends ListOutput {
  /** Whether Kea runs. */
  @IsIn(SERVER_STATES) service!: ServerState;
  @Optional() @IsString() note?: string;
  @ListOf(() => KeaSubnet) subnets!: KeaSubnet[];
}

/** `opn_list_kea_subnets` */
@Tool({
  name: 'opn_list_kea_subnets',
  title: 'Subnets of Kea',
  description: 'See on which networks Kea hands out addresses, and which.',
  effect: 'read',
  optIn: true,
  input: KeaListInput,
  output: ListKeaSubnetsOutput,
  uses: [KEA4.subnets.search, KEA6.subnets.search, KEA4.status],
})
export class ListKeaSubnetsTool implements ReadTool<KeaListInput, ListKeaSubnetsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: KeaListInput): Promise<ListKeaSubnetsOutput> {
    const [{ items, total }, standing] = await Promise.all([keaOf(input.family).subnets.list(this.firewall, input), serverStanding(this.firewall, KEA4.status)]);
    return { total, service: standing.state, ...present<Partial<ListKeaSubnetsOutput>>({ note: stateNote('Kea', standing, 0) }), subnets: [...items] };
  }
}
