import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, Optional, type Page, present, Tool, type ReadTool } from '../../../core';
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

  // The firewall lists the two kinds apart: those over TLS come behind the others, so that a page of them may lie across two of the firewall's.
  private async both({ search, limit, page }: ListDnsForwardsInput): Promise<Page<DnsForward>> {
    const [plain, first] = await Promise.all([forwards.list(this.firewall, { search, limit, page }), tlsForwards.list(this.firewall, { search, limit, page: 1 })]);
    const room = limit - plain.items.length;
    const from = Math.max(0, (page - 1) * limit - plain.total);
    const pages = [Math.floor(from / limit) + 1, Math.floor((from + room - 1) / limit) + 1].filter((each, index, all) => all.indexOf(each) === index && (each - 1) * limit < first.total);
    const overTls = room === 0 ? [] : await Promise.all(pages.map(async each => (each === 1 ? first : await tlsForwards.list(this.firewall, { search, limit, page: each })).items));
    return { items: [...plain.items, ...overTls.flat().slice(from % limit, (from % limit) + room)], total: plain.total + first.total };
  }
}
