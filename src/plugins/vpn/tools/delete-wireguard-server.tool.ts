import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, part, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { wireguardGeneral, wireguardReconfigure, wireguardServers } from '../vpn.endpoints';
import { applyWireguard, WireguardOutput } from '../wireguard-change';

/** Which instance. */
export class DeleteWireguardServerInput {
  @Describe('From opn_list_wireguard_servers') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteWireguardServerOutput extends WireguardOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
}

/** `opn_delete_wireguard_server` */
@Tool({
  name: 'opn_delete_wireguard_server',
  title: 'Delete a WireGuard instance',
  description: 'Delete a WireGuard instance with its key and stop it; its peers stay. One whose device is assigned as an interface is kept.',
  effect: 'destroy',
  optIn: true,
  input: DeleteWireguardServerInput,
  output: DeleteWireguardServerOutput,
  uses: [configDownload, wireguardServers.get, wireguardServers.search, wireguardServers.del, wireguardServers.set, wireguardReconfigure, wireguardGeneral],
  idempotent: true,
})
export class DeleteWireguardServerTool implements WriteTool<DeleteWireguardServerInput, DeleteWireguardServerOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run({ uuid }: DeleteWireguardServerInput, change: Change): Promise<DeleteWireguardServerOutput> {
    const former = await wireguardServers.existing(this.firewall, uuid);
    await this.refuseAssigned(`wg${String(former['instance'])}`);
    await wireguardServers.discard(change, uuid, former);
    return { deleted: uuid, name: String(former['name']), ...(await applyWireguard(this.firewall, change)) };
  }

  // OPNsense does not look; without the configuration nobody can.
  private async refuseAssigned(device: string): Promise<void> {
    this.config.forget();
    const { value: interfaces } = await part('interfaces', this.config.section('interfaces'));
    const owner = Object.entries(typeof interfaces === 'object' ? interfaces : {}).find(([, each]) => typeof each === 'object' && 'if' in each && each['if'] === device);
    if (owner !== undefined) throw new OpnError('OPN_IN_USE', `The device ${device} of this instance is assigned as interface ${owner[0]}.`, 'Remove the assignment in the web GUI first (Interfaces > Assignments).');
  }
}
