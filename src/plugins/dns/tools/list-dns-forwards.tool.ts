import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, Optional, type Page, pageOf, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { forwards, resolverStatus, tlsForwards } from '../dns.endpoints';
import { DnsForward, FORWARD_TYPES, type ForwardType } from '../forward';
import { offNote, ResolverListOutput } from '../resolver';

/** Which forwards. */
export class ListDnsForwardsInput extends ListInput {
  override limit = 25;
  @Describe('Only those in the clear, or over TLS (dot)') @Optional() @IsIn([...FORWARD_TYPES]) type?: ForwardType;
}

/** A page of forwards. */
export class ListDnsForwardsOutput extends ResolverListOutput {
  @ListOf(() => DnsForward) forwards!: DnsForward[];
}

const ALL_ROWS = { limit: -1, page: 1 };

/** `opn_list_dns_forwards` */
@Tool({
  name: 'opn_list_dns_forwards',
  title: 'DNS forwards of Unbound',
  description: 'See which servers Unbound passes queries on to, for which domain, in the clear or over TLS (DoT).',
  effect: 'read',
  input: ListDnsForwardsInput,
  output: ListDnsForwardsOutput,
  uses: [forwards.search, tlsForwards.search, resolverStatus],
})
export class ListDnsForwardsTool implements ReadTool<ListDnsForwardsInput, ListDnsForwardsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsForwardsInput): Promise<ListDnsForwardsOutput> {
    const list = input.type === undefined ? this.both(input) : (input.type === 'dot' ? tlsForwards : forwards).list(this.firewall, input);
    const [{ items, total }, note] = await Promise.all([list, offNote(this.firewall)]);
    return { total, ...present<Partial<ListDnsForwardsOutput>>({ note }), forwards: [...items] };
  }

  // The firewall lists the two kinds apart, so both are read whole, at once, and paged here.
  private async both(input: ListDnsForwardsInput): Promise<Page<DnsForward>> {
    const request = { search: input.search, ...ALL_ROWS };
    const lists = await Promise.all([forwards.list(this.firewall, request), tlsForwards.list(this.firewall, request)]);
    const all = lists.flatMap(({ items }) => items);
    return { items: pageOf(all, input), total: all.length };
  }
}
