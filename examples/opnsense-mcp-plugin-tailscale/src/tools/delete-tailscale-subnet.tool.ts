import { type Change, Describe, FirewallApi, inject, IsString, Tool, Uuid, type WriteTool } from 'opnsense-mcp/plugin';
import { reconfigure, subnets } from '../tailscale.endpoints';

/** Which subnet. */
export class DeleteTailscaleSubnetInput {
  @Describe('From opn_list_tailscale_subnets') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteTailscaleSubnetOutput {
  @IsString() deleted!: string;
  @IsString() subnet!: string;
}

/** Advertises a subnet no longer. */
@Tool({
  name: 'opn_delete_tailscale_subnet',
  title: 'Stop advertising a subnet',
  description: 'Use this to advertise a network to the tailnet no longer; Tailscale is restarted without it.',
  effect: 'destroy',
  input: DeleteTailscaleSubnetInput,
  output: DeleteTailscaleSubnetOutput,
  uses: [subnets.get, subnets.search, subnets.del, subnets.set, reconfigure],
  idempotent: true,
})
export class DeleteTailscaleSubnetTool implements WriteTool<DeleteTailscaleSubnetInput, DeleteTailscaleSubnetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteTailscaleSubnetInput, change: Change): Promise<DeleteTailscaleSubnetOutput> {
    const former = await subnets.remove(this.firewall, change, uuid);
    await change.apply(reconfigure);
    return { deleted: uuid, subnet: String(former['subnet'] ?? '') };
  }
}
