import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, more, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { hostOverrides } from '../dns.endpoints';
import { HostOverride } from '../host-override';

/** A page of host overrides. */
export class ListDnsOverridesOutput extends ListOutput {
  @ListOf(() => HostOverride) overrides!: HostOverride[];
}

/** `opn_list_dns_overrides` */
@Tool({
  name: 'opn_list_dns_overrides',
  title: 'Host overrides of Unbound',
  description: 'Use this to see the names that the DNS resolver Unbound answers itself: addresses, mail servers and texts.',
  effect: 'read',
  input: ListInput,
  output: ListDnsOverridesOutput,
  uses: [hostOverrides.search],
})
export class ListDnsOverridesTool implements ReadTool<ListInput, ListDnsOverridesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListInput): Promise<ListDnsOverridesOutput> {
    const { items, total } = await hostOverrides.list(this.firewall, input);
    return { total, ...present<Partial<ListDnsOverridesOutput>>({ more: more(total, input) }), overrides: [...items] };
  }
}
