import { IsBoolean, IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { ISC_DHCP4, ISC_DHCP6 } from '../dhcp.endpoints';
import { LeaseInput, LeaseOutput, leasePage } from '../lease-page';

/** Which leases of ISC DHCP. */
export class ListDhcpLeasesInput extends LeaseInput {
  @Describe('Protocol') @IsIn(['ipv4', 'ipv6']) family: 'ipv4' | 'ipv6' = 'ipv4';
  @Describe('Also those that ran out.') @IsBoolean() include_expired = false;
}

/** `opn_list_dhcp_leases` */
@Tool({
  name: 'opn_list_dhcp_leases',
  title: 'Leases of ISC DHCP',
  description: 'See leases and static mappings of the old ISC DHCP server, not of Kea or Dnsmasq.',
  effect: 'read',
  input: ListDhcpLeasesInput,
  output: LeaseOutput,
  uses: [ISC_DHCP4.search, ISC_DHCP4.status, ISC_DHCP6.search, ISC_DHCP6.status],
})
export class ListDhcpLeasesTool implements ReadTool<ListDhcpLeasesInput, LeaseOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(input: ListDhcpLeasesInput): Promise<LeaseOutput> {
    return leasePage(this.firewall, input.family === 'ipv4' ? ISC_DHCP4 : ISC_DHCP6, input, input.include_expired ? { inactive: '1' } : {});
  }
}
