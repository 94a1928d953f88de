import { IsBoolean } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { ArpNeighbour, NeighbourInput, NeighbourOutput, neighbourPage, toArpNeighbour } from '../neighbour';
import { searchArp } from '../network.endpoints';

/** Which neighbours. */
export class ArpTableInput extends NeighbourInput {
  @Describe('Look names up: slow') @IsBoolean() resolve = false;
}

/** A page of the ARP table. */
export class ArpTableOutput extends NeighbourOutput {
  @ListOf(() => ArpNeighbour) neighbours!: ArpNeighbour[];
}

/** The IPv4 neighbours. */
@Tool({
  name: 'opn_arp_table',
  title: 'ARP table',
  description: 'Find the IPv4 machines the firewall has seen lately on its networks: address, MAC address and its vendor, interface, host name.',
  effect: 'read',
  input: ArpTableInput,
  output: ArpTableOutput,
  uses: [searchArp],
})
export class ArpTableTool implements ReadTool<ArpTableInput, ArpTableOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ArpTableInput): Promise<ArpTableOutput> {
    const { rows, list } = await neighbourPage(this.firewall, searchArp, input, input.resolve ? { resolve: 'yes' } : {});
    return { ...list, neighbours: rows.map(toArpNeighbour) };
  }
}
