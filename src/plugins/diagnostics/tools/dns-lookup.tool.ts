import { inject } from 'tsyringe';
import { Describe, silentBackEnd, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { dnsLookup } from '../diagnostics.endpoints';
import { DnsLookup, toDnsLookup } from '../dns-record';
import { AddressOrNone, HostName } from '../host';

/** What to look up. */
export class DnsLookupInput {
  @Describe('Or an address') @HostName() hostname!: string;
  @Describe('Address of the name server to ask instead of the firewall\'s own.') @AddressOrNone() server = '';
}

/** Looks a name up from the firewall. */
@Tool({
  name: 'opn_dns_lookup',
  title: 'DNS lookup',
  description: 'See what a name resolves to on the firewall (A, AAAA, MX, TXT), or an address.',
  effect: 'probe',
  input: DnsLookupInput,
  output: DnsLookup,
  uses: [dnsLookup],
})
export class DnsLookupTool implements ReadTool<DnsLookupInput, DnsLookup> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ hostname, server }: DnsLookupInput): Promise<DnsLookup> {
    const { response } = await this.firewall.read(dnsLookup, { body: { dns: { settings: { hostname, server } } } });
    if (response === null || response === undefined) throw silentBackEnd('The firewall gave no result of the lookup');
    return toDnsLookup(hostname, response);
  }
}
