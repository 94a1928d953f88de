import { type Change, Describe, FirewallApi, inject, IsString, Matches, OpnError, Optional, Text, Tool, type WriteTool } from 'opnsense-mcp/plugin';
import { reconfigure, subnets } from '../tailscale.endpoints';

/** The subnet to advertise. */
export class AddTailscaleSubnetInput {
  @Describe('Network in CIDR notation, such as 192.168.1.0/24') @Matches(/^[0-9a-fA-F.:]{2,45}\/[0-9]{1,3}$/) subnet!: string;
  @Describe('What it is') @Optional() @Text(255) description?: string;
}

/** The new subnet. */
export class AddTailscaleSubnetOutput {
  @IsString() uuid!: string;
  /** What is left to do elsewhere. */
  @IsString() note!: string;
}

/** Advertises a further subnet. */
@Tool({
  name: 'opn_add_tailscale_subnet',
  title: 'Advertise a subnet to the tailnet',
  description: 'Use this to let the tailnet reach a network behind the firewall; Tailscale is restarted with it. Routes have to be approved in the tailnet.',
  effect: 'write',
  input: AddTailscaleSubnetInput,
  output: AddTailscaleSubnetOutput,
  uses: [subnets.search, subnets.add, subnets.del, reconfigure],
})
export class AddTailscaleSubnetTool implements WriteTool<AddTailscaleSubnetInput, AddTailscaleSubnetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ subnet, description = '' }: AddTailscaleSubnetInput, change: Change): Promise<AddTailscaleSubnetOutput> {
    const { items } = await subnets.list(this.firewall, { search: subnet, limit: 100, page: 1 });
    const same = items.find(each => each.subnet === subnet);
    if (same !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${subnet} is advertised already (${same.uuid}).`, 'Nothing has to be done.');
    const uuid = await subnets.create(change, { subnet, description });
    await change.apply(reconfigure);
    return { uuid, note: "The tailnet uses it once its administrator has approved the route, unless its policy approves it by itself." };
  }
}
