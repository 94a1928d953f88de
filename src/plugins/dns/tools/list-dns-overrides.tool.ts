import { inject } from 'tsyringe';
import { ListInput, ListOf, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { hostOverrides, resolverStatus } from '../dns.endpoints';
import { HostOverride } from '../host-override';
import { offNote, ResolverListOutput } from '../resolver';

/** Which host overrides. */
export class ListDnsOverridesInput extends ListInput {
  override limit = 25;
}

/** A page of host overrides. */
export class ListDnsOverridesOutput extends ResolverListOutput {
  @ListOf(() => HostOverride) overrides!: HostOverride[];
}

/** `opn_list_dns_overrides` */
@Tool({
  name: 'opn_list_dns_overrides',
  title: 'Host overrides of Unbound',
  description: 'See the names that the DNS resolver Unbound answers itself: addresses, mail servers and texts.',
  effect: 'read',
  input: ListDnsOverridesInput,
  output: ListDnsOverridesOutput,
  uses: [hostOverrides.search, resolverStatus],
})
export class ListDnsOverridesTool implements ReadTool<ListDnsOverridesInput, ListDnsOverridesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsOverridesInput): Promise<ListDnsOverridesOutput> {
    const [{ items, total }, note] = await Promise.all([hostOverrides.list(this.firewall, input), offNote(this.firewall)]);
    return { total, ...present<Partial<ListDnsOverridesOutput>>({ note }), overrides: [...items] };
  }
}
