import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { DNSMASQ } from '../dhcp.endpoints';
import { LeaseInput, LeaseOutput, leasePage } from '../lease-page';

/** Which leases of Dnsmasq. */
export class ListDnsmasqLeasesInput extends LeaseInput {
  @Describe('Only one') @Optional() @IsIn(['ipv4', 'ipv6']) family?: 'ipv4' | 'ipv6';
}

/** `opn_list_dnsmasq_leases` */
@Tool({
  name: 'opn_list_dnsmasq_leases',
  title: 'Leases of Dnsmasq',
  description: 'See which machines got which addresses from Dnsmasq, the usual DHCP server.',
  effect: 'read',
  since: '25.1',
  input: ListDnsmasqLeasesInput,
  output: LeaseOutput,
  uses: [DNSMASQ.search, DNSMASQ.status],
})
export class ListDnsmasqLeasesTool implements ReadTool<ListDnsmasqLeasesInput, LeaseOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(input: ListDnsmasqLeasesInput): Promise<LeaseOutput> {
    return leasePage(this.firewall, DNSMASQ, input, input.family === undefined ? {} : { selected_protocol: input.family });
  }
}
