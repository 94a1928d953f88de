import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { wireguardServers } from '../vpn.endpoints';
import { WireguardServer } from '../wireguard-server';

/** Which instances. */
export class ListWireguardServersInput extends ListInput {}

/** A page of instances. */
export class ListWireguardServersOutput extends ListOutput {
  @ListOf(() => WireguardServer) servers!: WireguardServer[];
}

/** The configured instances. */
@Tool({
  name: 'opn_list_wireguard_servers',
  title: 'List WireGuard instances',
  description: 'Find the uuid, port, addresses and peers of the configured WireGuard instances, enabled or not.',
  effect: 'read',
  optIn: true,
  input: ListWireguardServersInput,
  output: ListWireguardServersOutput,
  uses: [wireguardServers.search],
})
export class ListWireguardServersTool implements ReadTool<ListWireguardServersInput, ListWireguardServersOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListWireguardServersInput): Promise<ListWireguardServersOutput> {
    const { items, total } = await wireguardServers.list(this.firewall, input);
    return { total, servers: [...items] };
  }
}
