import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { hostOverrides } from '../dns.endpoints';
import { HostOverride } from '../host-override';

/** Which host overrides. */
export class ListDnsOverridesInput extends ListInput {
  override limit = 25;
}

/** A page of host overrides. */
export class ListDnsOverridesOutput extends ListOutput {
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
  uses: [hostOverrides.search],
})
export class ListDnsOverridesTool implements ReadTool<ListDnsOverridesInput, ListDnsOverridesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsOverridesInput): Promise<ListDnsOverridesOutput> {
    const { items, total } = await hostOverrides.list(this.firewall, input);
    return { total, overrides: [...items] };
  }
}
