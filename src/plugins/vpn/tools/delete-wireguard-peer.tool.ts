import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { wireguardGeneral, wireguardPeers, wireguardReconfigure } from '../vpn.endpoints';
import { applyWireguard, WireguardOutput } from '../wireguard-change';

/** Which peer. */
export class DeleteWireguardPeerInput {
  @Describe('From opn_list_wireguard_peers') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteWireguardPeerOutput extends WireguardOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
}

/** `opn_delete_wireguard_peer` */
@Tool({
  name: 'opn_delete_wireguard_peer',
  title: 'Delete a WireGuard peer',
  description: 'Delete a WireGuard peer and shut it out of its instances at once.',
  effect: 'destroy',
  optIn: true,
  input: DeleteWireguardPeerInput,
  output: DeleteWireguardPeerOutput,
  uses: [wireguardPeers.get, wireguardPeers.search, wireguardPeers.del, wireguardPeers.set, wireguardReconfigure, wireguardGeneral],
  idempotent: true,
})
export class DeleteWireguardPeerTool implements WriteTool<DeleteWireguardPeerInput, DeleteWireguardPeerOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteWireguardPeerInput, change: Change): Promise<DeleteWireguardPeerOutput> {
    const { name } = await wireguardPeers.remove(this.firewall, change, uuid);
    return { deleted: uuid, name: String(name), ...(await applyWireguard(this.firewall, change)) };
  }
}
