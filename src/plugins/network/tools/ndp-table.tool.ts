import { inject } from 'tsyringe';
import { ListOf, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Neighbour, NeighbourInput, NeighbourOutput, neighbourPage, toNeighbour } from '../neighbour';
import { searchNdp } from '../network.endpoints';

/** Which neighbours. */
export class NdpTableInput extends NeighbourInput {}

/** A page of the NDP table. */
export class NdpTableOutput extends NeighbourOutput {
  @ListOf(() => Neighbour) neighbours!: Neighbour[];
}

/** The IPv6 neighbours. */
@Tool({
  name: 'opn_ndp_table',
  title: 'NDP table',
  description: 'Find the IPv6 machines the firewall has seen lately on its networks: address, MAC address and its vendor, interface.',
  effect: 'read',
  input: NdpTableInput,
  output: NdpTableOutput,
  uses: [searchNdp],
})
export class NdpTableTool implements ReadTool<NdpTableInput, NdpTableOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: NdpTableInput): Promise<NdpTableOutput> {
    const { rows, list } = await neighbourPage(this.firewall, searchNdp, input);
    return { ...list, neighbours: rows.map(toNeighbour) };
  }
}
