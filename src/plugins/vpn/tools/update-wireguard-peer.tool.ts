import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, TextList, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { wireguardGeneral, wireguardPeers, wireguardReconfigure } from '../vpn.endpoints';
import { applyWireguard, WireguardKey, WireguardName, WireguardOutput, wireguardState } from '../wireguard-change';
import { PeerDetails, peerValues } from '../wireguard-peer-input';

/** Which peer, and what it is to be. */
export class UpdateWireguardPeerInput extends PeerDetails {
  @Describe('From opn_list_wireguard_peers') @Uuid() uuid!: string;
  @Describe('New name') @Optional() @WireguardName() name?: string;
  @Describe('New key') @Optional() @WireguardKey() public_key?: string;
  @Describe('uuids of all its instances') @Optional() @TextList({ max: 50, length: 36 }) servers?: string[];
}

/** What was changed. */
export class UpdateWireguardPeerOutput extends WireguardOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_wireguard_peer';

/** `opn_update_wireguard_peer` */
@Tool({
  name: TOOL,
  title: 'Change a WireGuard peer',
  description: 'Change the given fields of a WireGuard peer, or turn it on or off.',
  effect: 'destroy',
  optIn: true,
  input: UpdateWireguardPeerInput,
  output: UpdateWireguardPeerOutput,
  uses: [wireguardPeers.get, wireguardPeers.search, wireguardPeers.set, wireguardReconfigure, wireguardGeneral],
  idempotent: true,
})
export class UpdateWireguardPeerTool implements WriteTool<UpdateWireguardPeerInput, UpdateWireguardPeerOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateWireguardPeerInput, change: Change): Promise<UpdateWireguardPeerOutput> {
    refuseEmpty(TOOL, input);
    const former = await wireguardPeers.existing(this.firewall, uuid);
    const values = differing(peerValues(input), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, ...(await wireguardState(this.firewall)) };
    // A change that does not name the instances would take the peer out of all of them.
    await wireguardPeers.change(change, uuid, { servers: String(former['servers'] ?? ''), ...values }, former);
    return { uuid, changed, ...(await applyWireguard(this.firewall, change)) };
  }
}
