import { inject } from 'tsyringe';
import { ListInput, ListOf, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { BlocklistSummary, toSummary } from '../blocklist';
import { policies, resolverStatus, settings } from '../dns.endpoints';
import { inItsForm, onlyRow } from '../dnsbl';
import { offNote, ResolverListOutput } from '../resolver';

/** Which policies. */
export class ListDnsblInput extends ListInput {
  override limit = 25;
}

/** A page of policies. */
export class ListDnsblOutput extends ResolverListOutput {
  @ListOf(() => BlocklistSummary) policies!: BlocklistSummary[];
}

/** `opn_list_dnsbl` */
@Tool({
  name: 'opn_list_dnsbl',
  title: 'DNS blocklist policies',
  description: 'See which names Unbound blocks for whom: its blocklist policies with their published lists and the number of own entries. Searches descriptions.',
  effect: 'read',
  input: ListDnsblInput,
  output: ListDnsblOutput,
  uses: [policies.search, settings, resolverStatus],
})
export class ListDnsblTool implements ReadTool<ListDnsblInput, ListDnsblOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsblInput): Promise<ListDnsblOutput> {
    const [list, note] = await Promise.all([this.list(input), offNote(this.firewall)]);
    return { ...present<Partial<ListDnsblOutput>>({ note }), ...list };
  }

  private list(input: ListDnsblInput): Promise<ListDnsblOutput> {
    return inItsForm<ListDnsblOutput>(
      this.firewall,
      async () => {
        const { items, total } = await policies.list(this.firewall, input);
        return { total, policies: items.map(toSummary) };
      },
      item => ({ total: 1, policies: input.page === 1 ? [toSummary(onlyRow(item))] : [] }),
    );
  }
}
