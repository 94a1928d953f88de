import { IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, present, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { plainMac } from '../addresses';
import { refuseConflicts } from '../conflicts';
import { DNSMASQ, hosts } from '../dhcp.endpoints';
import { HostDetails, hostHolders, hostValues, leaseAt } from '../dnsmasq-host-input';
import { changeServer, ServerOutput } from '../server-change';

/** What the host is to be. */
export class AddDnsmasqHostInput extends HostDetails {
  @Describe('Take client and name from the lease') @IsBoolean() from_lease = false;
}

/** The new host. */
export class AddDnsmasqHostOutput extends ServerOutput {
  @IsString() uuid!: string;
  /** What it is, in words. */
  @IsString() made!: string;
}

const TOOL = 'opn_add_dnsmasq_host';

/** `opn_add_dnsmasq_host` */
@Tool({
  name: TOOL,
  title: 'Add a host to Dnsmasq',
  description: 'Let a client always get the same address from Dnsmasq, to make a lease permanent (from_lease), or to name an address.',
  effect: 'write',
  optIn: true,
  since: '25.1',
  input: AddDnsmasqHostInput,
  output: AddDnsmasqHostOutput,
  uses: [hosts.search, DNSMASQ.search, hosts.add, hosts.del, DNSMASQ.status, DNSMASQ.reconfigure],
})
export class AddDnsmasqHostTool implements WriteTool<AddDnsmasqHostInput, AddDnsmasqHostOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ from_lease: fromLease, ...given }: AddDnsmasqHostInput, change: Change): Promise<AddDnsmasqHostOutput> {
    const host = fromLease ? { ...(await this.leased(given.ips?.[0])), ...given } : given;
    const { ips = [], mac, client_id: id } = host;
    const ids = [mac === undefined ? undefined : plainMac(mac), id].filter(each => each !== undefined && each !== '' && each !== '*') as string[];
    if (ids.length > 0) refuseConflicts(TOOL, { ips, ids }, await hostHolders(this.firewall));
    const values = hostValues(TOOL, host);
    const made = `${ids.length > 0 ? `reservation for ${ids.join(' ')}` : 'name in DNS'}: ${[host.hostname ?? '', ...ips].filter(each => each !== '').join(' ')}`;
    return changeServer(this.firewall, change, DNSMASQ, async () => ({ uuid: await hosts.create(change, values), made }));
  }

  private async leased(ip: string | undefined): Promise<HostDetails> {
    if (ip === undefined) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: from_lease needs the leased address in ips`, 'See opn_list_dnsmasq_leases.');
    const lease = await leaseAt(this.firewall, ip);
    if (lease === undefined) throw new OpnError('OPN_NOT_FOUND', `${TOOL}: nobody has a lease of ${ip}.`, 'See opn_list_dnsmasq_leases.');
    const isIpv6 = ip.includes(':');
    return present<HostDetails>({ mac: isIpv6 ? undefined : lease.mac, client_id: isIpv6 ? lease.client_id : undefined, hostname: lease.hostname });
  }
}
