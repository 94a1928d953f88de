import { FirewallApi, inject, ListInput, ListOf, ListOutput, type ReadTool, Tool } from 'opnsense-mcp/plugin';
import { AdvertisedSubnet } from '../subnet';
import { subnets } from '../tailscale.endpoints';

/** Which subnets. */
export class ListTailscaleSubnetsInput extends ListInput {}

/** A page of subnets. */
export class ListTailscaleSubnetsOutput extends ListOutput {
  @ListOf(() => AdvertisedSubnet) subnets!: AdvertisedSubnet[];
}

/** The advertised subnets. */
@Tool({
  name: 'opn_list_tailscale_subnets',
  title: 'Subnets advertised to the tailnet',
  description: 'Use this to see which networks behind the firewall it advertises to the tailnet, with their uuids.',
  effect: 'read',
  input: ListTailscaleSubnetsInput,
  output: ListTailscaleSubnetsOutput,
  uses: [subnets.search],
})
export class ListTailscaleSubnetsTool implements ReadTool<ListTailscaleSubnetsInput, ListTailscaleSubnetsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListTailscaleSubnetsInput): Promise<ListTailscaleSubnetsOutput> {
    const { items, total } = await subnets.list(this.firewall, input);
    return { total, subnets: [...items] };
  }
}
