import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, TextList, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { wireguardGeneral, wireguardReconfigure, wireguardServers } from '../vpn.endpoints';
import { numberOf } from '../wireguard-server';
import { applyWireguard, WireguardName, WireguardOutput, wireguardState } from '../wireguard-change';
import { refusePortInUse, ServerDetails, serverValues } from '../wireguard-server-input';

/** Which instance, and what it is to be. */
export class UpdateWireguardServerInput extends ServerDetails {
  @Describe('From opn_list_wireguard_servers') @Uuid() uuid!: string;
  @Describe('New name') @Optional() @WireguardName() name?: string;
  @Describe('All of its own addresses') @Optional() @TextList({ max: 20, length: 50 }) tunnel_addresses?: string[];
}

/** What was changed. */
export class UpdateWireguardServerOutput extends WireguardOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_wireguard_server';

/** `opn_update_wireguard_server` */
@Tool({
  name: TOOL,
  title: 'Change a WireGuard instance',
  description: 'Change the given fields of a WireGuard instance, or turn it on or off.',
  effect: 'destroy',
  optIn: true,
  input: UpdateWireguardServerInput,
  output: UpdateWireguardServerOutput,
  uses: [wireguardServers.get, wireguardServers.search, wireguardServers.set, wireguardReconfigure, wireguardGeneral],
  idempotent: true,
})
export class UpdateWireguardServerTool implements WriteTool<UpdateWireguardServerInput, UpdateWireguardServerOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateWireguardServerInput, change: Change): Promise<UpdateWireguardServerOutput> {
    refuseEmpty(TOOL, input);
    const former = await wireguardServers.existing(this.firewall, uuid);
    const values = differing(serverValues(TOOL, input), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, ...(await wireguardState(this.firewall)) };
    if ('port' in values || values['enabled'] === '1') await refusePortInUse(TOOL, this.firewall, portWhenOn({ ...former, ...values }), uuid);
    await wireguardServers.change(change, uuid, values, former);
    return { uuid, changed, ...(await applyWireguard(this.firewall, change)) };
  }
}

function portWhenOn({ enabled, port }: Readonly<Record<string, unknown>>): number | undefined {
  return enabled === '1' ? numberOf(String(port ?? '')) : undefined;
}
