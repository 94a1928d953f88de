import { EVERY_ROW, FirewallApi, inject, type ReadableResource, Resource } from 'opnsense-mcp/plugin';
import { subnets } from './tailscale.endpoints';
import { toSubnet } from './subnet';

/** `opnsense://tailscale/subnets` */
@Resource({
  uri: 'opnsense://tailscale/subnets',
  name: 'tailscale-subnets',
  title: 'Subnets on Tailscale',
  description: 'The networks behind the firewall that the tailnet can reach.',
  mediaType: 'application/json',
  uses: [subnets.search],
})
export class SubnetsResource implements ReadableResource {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read(): Promise<object> {
    return { subnets: (await this.firewall.read(subnets.search, EVERY_ROW)).rows.map(toSubnet) };
  }
}
