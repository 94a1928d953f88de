import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, ListOutput, neverEmpty, Optional, pageOf, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { InterfaceStatistics, toInterfaceStatistics } from '../interface-statistics';
import { interfaceStatistics } from '../network.endpoints';

/** Which interfaces. */
export class InterfaceStatsInput extends ListInput {
  @Describe('Name (LAN) or device (vtnet1)') @Optional() @IsString() interface?: string;
}

/** A page of interfaces with their counters. */
export class InterfaceStatsOutput extends ListOutput {
  @ListOf(() => InterfaceStatistics) interfaces!: InterfaceStatistics[];
}

/** What each interface received and sent. */
@Tool({
  name: 'opn_interface_stats',
  title: 'Interface statistics',
  description: 'See traffic and error counters of the network interfaces since they came up; ask twice to get rates.',
  effect: 'read',
  input: InterfaceStatsInput,
  output: InterfaceStatsOutput,
  uses: [interfaceStatistics],
})
export class InterfaceStatsTool implements ReadTool<InterfaceStatsInput, InterfaceStatsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: InterfaceStatsInput): Promise<InterfaceStatsOutput> {
    const all = neverEmpty('interfaces', toInterfaceStatistics(await this.firewall.read(interfaceStatistics)));
    const words = input.search.toLowerCase().split(/\s+/);
    const matching = all.filter(each => isNamed(each, input.interface) && words.every(word => texts(each).includes(word)));
    return { total: matching.length, interfaces: [...pageOf(matching, input)] };
  }
}

const isNamed = ({ device, interface: description }: InterfaceStatistics, wanted: string | undefined): boolean =>
  wanted === undefined || [device, description].some(name => name?.toLowerCase() === wanted.toLowerCase());

const texts = (each: InterfaceStatistics): string =>
  [each.device, each.interface, each.mac, ...(each.addresses ?? [])].join(' ').toLowerCase();
