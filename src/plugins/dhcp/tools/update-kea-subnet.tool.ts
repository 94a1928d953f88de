import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { collectKeaOptions, KEA4, KEA6 } from '../dhcp.endpoints';
import { type Family, keaOf } from '../kea-family';
import { collectOptions, SubnetDetails, subnetValues } from '../kea-subnet-input';
import { changeServer, ServerOutput } from '../server-change';

/** Which subnet, and what it is to be. */
export class UpdateKeaSubnetInput extends SubnetDetails {
  @Describe('From opn_list_kea_subnets') @Uuid() uuid!: string;
  @Describe('Protocol') @IsIn(['ipv4', 'ipv6']) family: Family = 'ipv4';
}

/** What was changed. */
export class UpdateKeaSubnetOutput extends ServerOutput {
  @IsString() uuid!: string;
  @IsString() subnet!: string;
}

const TOOL = 'opn_update_kea_subnet';

/** `opn_update_kea_subnet` */
@Tool({
  name: TOOL,
  title: 'Change a Kea subnet',
  description: 'Change the given fields of a subnet; Kea restarts. All pools are given anew.',
  effect: 'destroy',
  optIn: true,
  input: UpdateKeaSubnetInput,
  output: UpdateKeaSubnetOutput,
  uses: [KEA4.subnets.get, KEA4.subnets.search, KEA4.subnets.set, KEA6.subnets.get, KEA6.subnets.search, KEA6.subnets.set, collectKeaOptions, KEA4.status, KEA4.reconfigure],
  idempotent: true,
})
export class UpdateKeaSubnetTool implements WriteTool<UpdateKeaSubnetInput, UpdateKeaSubnetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, family, ...input }: UpdateKeaSubnetInput, change: Change): Promise<UpdateKeaSubnetOutput> {
    refuseEmpty(TOOL, input);
    const { subnets } = keaOf(family);
    const former = await subnets.existing(this.firewall, uuid);
    const subnet = String(former['subnet']);
    const values = subnetValues(TOOL, family, subnet, input);
    return changeServer(this.firewall, change, KEA4, async () => {
      await subnets.change(change, uuid, values, former);
      await collectOptions(change, family);
      return { uuid, subnet };
    });
  }
}
