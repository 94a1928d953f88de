import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, exactNetwork, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { collectKeaOptions, KEA4, KEA6 } from '../dhcp.endpoints';
import { SubnetText } from '../fields';
import { familyOf, keaOf } from '../kea-family';
import { collectOptions, SubnetDetails, subnetValues } from '../kea-subnet-input';
import { changeServer, ServerOutput } from '../server-change';

/** What the subnet is to be. */
export class AddKeaSubnetInput extends SubnetDetails {
  @Describe('192.168.1.0/24, or IPv6') @SubnetText() subnet!: string;
}

/** The new subnet. */
export class AddKeaSubnetOutput extends ServerOutput {
  @IsString() uuid!: string;
}

const TOOL = 'opn_add_kea_subnet';

/** `opn_add_kea_subnet` */
@Tool({
  name: TOOL,
  title: 'Add a Kea subnet',
  description: 'Let Kea hand out addresses on a network; Kea restarts.',
  effect: 'write',
  optIn: true,
  input: AddKeaSubnetInput,
  output: AddKeaSubnetOutput,
  uses: [KEA4.subnets.add, KEA4.subnets.del, KEA6.subnets.add, KEA6.subnets.del, collectKeaOptions, KEA4.status, KEA4.reconfigure],
})
export class AddKeaSubnetTool implements WriteTool<AddKeaSubnetInput, AddKeaSubnetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ subnet: given, ...input }: AddKeaSubnetInput, change: Change): Promise<AddKeaSubnetOutput> {
    const subnet = exactNetwork(TOOL, given);
    const family = familyOf(subnet);
    const values = { subnet, ...subnetValues(TOOL, family, subnet, input) };
    return changeServer(this.firewall, change, KEA4, async () => {
      const uuid = await keaOf(family).subnets.create(change, values);
      await collectOptions(change, family);
      return { uuid };
    });
  }
}
