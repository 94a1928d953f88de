import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { LeaseInput, LeaseOutput, leasePage } from '../lease-page';

/** Which leases of Kea. */
export class ListKeaLeasesInput extends LeaseInput {
  @Describe('ipv6: since 25.1') @IsIn(['ipv4', 'ipv6']) family: 'ipv4' | 'ipv6' = 'ipv4';
}

/** `opn_list_kea_leases` */
@Tool({
  name: 'opn_list_kea_leases',
  title: 'Leases of Kea',
  description: 'See which machines got which addresses from the Kea DHCP server, until when, and whether they are reserved.',
  effect: 'read',
  input: ListKeaLeasesInput,
  output: LeaseOutput,
  uses: [KEA4.search, KEA6.search, KEA4.status],
})
export class ListKeaLeasesTool implements ReadTool<ListKeaLeasesInput, LeaseOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(input: ListKeaLeasesInput): Promise<LeaseOutput> {
    return leasePage(this.firewall, input.family === 'ipv4' ? KEA4 : KEA6, input);
  }
}
