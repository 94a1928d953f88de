import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { hosts } from '../dhcp.endpoints';
import { DnsmasqHost } from '../dnsmasq-host';

/** Which hosts. */
export class ListDnsmasqHostsInput extends ListInput {
  override limit = 25;
}

/** A page of hosts. */
export class ListDnsmasqHostsOutput extends ListOutput {
  @ListOf(() => DnsmasqHost) hosts!: DnsmasqHost[];
}

/** `opn_list_dnsmasq_hosts` */
@Tool({
  name: 'opn_list_dnsmasq_hosts',
  title: 'Hosts of Dnsmasq',
  description: 'See which clients always get the same address from Dnsmasq, and the names it knows.',
  effect: 'read',
  optIn: true,
  since: '25.1',
  input: ListDnsmasqHostsInput,
  output: ListDnsmasqHostsOutput,
  uses: [hosts.search],
})
export class ListDnsmasqHostsTool implements ReadTool<ListDnsmasqHostsInput, ListDnsmasqHostsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListDnsmasqHostsInput): Promise<ListDnsmasqHostsOutput> {
    const { items, total } = await hosts.list(this.firewall, input);
    return { total, hosts: [...items] };
  }
}
