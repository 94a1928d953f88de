import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Optional, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { DNSMASQ, interfaceKeys, ranges } from '../dhcp.endpoints';
import { DnsmasqRange, lacksKeys, toRange } from '../dnsmasq-range';
import { SERVER_STATES, serverStanding, type ServerState, stateNote } from '../server-state';

/** Which ranges. */
export class ListDnsmasqRangesInput extends ListInput {
  override limit = 25;
}

/** A page of ranges. */
export class ListDnsmasqRangesOutput extends ListOutput {
  /** Whether Dnsmasq runs. */
  @IsIn(SERVER_STATES) service!: ServerState;
  @Optional() @IsString() note?: string;
  @ListOf(() => DnsmasqRange) ranges!: DnsmasqRange[];
}

/** `opn_list_dnsmasq_ranges` */
@Tool({
  name: 'opn_list_dnsmasq_ranges',
  title: 'DHCP ranges of Dnsmasq',
  description: 'See which addresses Dnsmasq hands out on which interface, for how long, and what it announces for IPv6.',
  effect: 'read',
  since: '25.1',
  input: ListDnsmasqRangesInput,
  output: ListDnsmasqRangesOutput,
  uses: [ranges.search, ranges.get, DNSMASQ.status],
})
export class ListDnsmasqRangesTool implements ReadTool<ListDnsmasqRangesInput, ListDnsmasqRangesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsmasqRangesInput): Promise<ListDnsmasqRangesOutput> {
    const { search, limit, page } = input;
    const [{ rows, total }, standing] = await Promise.all([
      this.firewall.read(ranges.search, { body: { current: page, rowCount: limit, searchPhrase: search } }),
      serverStanding(this.firewall, DNSMASQ.status),
    ]);
    const keys = rows.some(lacksKeys) ? await interfaceKeys(this.firewall) : undefined;
    return { total, service: standing.state, ...present<Partial<ListDnsmasqRangesOutput>>({ note: stateNote('Dnsmasq', standing, 0) }), ranges: rows.map(row => toRange(row, keys)) };
  }
}
