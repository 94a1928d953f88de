import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, Optional, present, Tool, Uuid, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { hostAliases, resolverStatus } from '../dns.endpoints';
import { HostAlias, toHostAlias } from '../host-alias';
import { offNote, ResolverListOutput } from '../resolver';

/** Which aliases. */
export class ListDnsAliasesInput extends ListInput {
  override limit = 25;
  @Describe('Only those of the override of this uuid') @Optional() @Uuid() host_uuid?: string;
}

/** A page of aliases. */
export class ListDnsAliasesOutput extends ResolverListOutput {
  @ListOf(() => HostAlias) aliases!: HostAlias[];
}

/** `opn_list_dns_aliases` */
@Tool({
  name: 'opn_list_dns_aliases',
  title: 'Aliases of host overrides',
  description: 'See the further names that Unbound answers like a host override.',
  effect: 'read',
  optIn: true,
  input: ListDnsAliasesInput,
  output: ListDnsAliasesOutput,
  uses: [hostAliases.search, resolverStatus],
})
export class ListDnsAliasesTool implements ReadTool<ListDnsAliasesInput, ListDnsAliasesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsAliasesInput): Promise<ListDnsAliasesOutput> {
    const { search, limit, page, host_uuid: host } = input;
    const body = { current: page, rowCount: limit, searchPhrase: search, ...(host === undefined ? {} : { host }) };
    const [{ rows, total }, note] = await Promise.all([this.firewall.read(hostAliases.search, { body }), offNote(this.firewall)]);
    return { total, ...present<Partial<ListDnsAliasesOutput>>({ note }), aliases: rows.map(toHostAlias) };
  }
}
