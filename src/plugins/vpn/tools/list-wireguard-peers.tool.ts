import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { wireguardPeers } from '../vpn.endpoints';
import { WireguardPeer } from '../wireguard-peer';

/** Which peers. */
export class ListWireguardPeersInput extends ListInput {}

/** A page of peers. */
export class ListWireguardPeersOutput extends ListOutput {
  @ListOf(() => WireguardPeer) peers!: WireguardPeer[];
}

/** The configured peers. */
@Tool({
  name: 'opn_list_wireguard_peers',
  title: 'List WireGuard peers',
  description: 'Find the uuid, addresses and instances of the configured WireGuard peers, enabled or not.',
  effect: 'read',
  optIn: true,
  input: ListWireguardPeersInput,
  output: ListWireguardPeersOutput,
  uses: [wireguardPeers.search],
})
export class ListWireguardPeersTool implements ReadTool<ListWireguardPeersInput, ListWireguardPeersOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListWireguardPeersInput): Promise<ListWireguardPeersOutput> {
    const { items, total } = await wireguardPeers.list(this.firewall, input);
    return { total, peers: [...items] };
  }
}
