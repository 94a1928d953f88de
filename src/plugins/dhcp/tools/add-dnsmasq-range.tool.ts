import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { DNSMASQ, ranges } from '../dhcp.endpoints';
import { RangeDetails, rangeValues } from '../dnsmasq-range-input';
import { AddressText, InterfaceKey } from '../fields';
import { namingInterfaces } from '../interface-names';
import { LeaseTime } from '../lease-time';
import { changeServer, ServerOutput } from '../server-change';

/** What the range is to be. */
export class AddDnsmasqRangeInput extends RangeDetails {
  @Describe('Key, such as lan') @InterfaceKey() interface!: string;
  @Describe('First address; IPv6 also ::1000') @AddressText() start_addr!: string;
  @Describe('Last address') @AddressText() end_addr!: string;
  @Describe('24h, 90m, seconds, infinite') @LeaseTime() lease_time = '24h';
}

/** The new range. */
export class AddDnsmasqRangeOutput extends ServerOutput {
  @IsString() uuid!: string;
}

const TOOL = 'opn_add_dnsmasq_range';

/** `opn_add_dnsmasq_range` */
@Tool({
  name: TOOL,
  title: 'Add a DHCP range',
  description: 'Let Dnsmasq hand out a range of addresses on an interface; Dnsmasq restarts.',
  effect: 'write',
  since: '25.1',
  input: AddDnsmasqRangeInput,
  output: AddDnsmasqRangeOutput,
  uses: [ranges.add, ranges.get, ranges.del, DNSMASQ.status, DNSMASQ.reconfigure],
})
export class AddDnsmasqRangeTool implements WriteTool<AddDnsmasqRangeInput, AddDnsmasqRangeOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddDnsmasqRangeInput, change: Change): Promise<AddDnsmasqRangeOutput> {
    const values = rangeValues(TOOL, input);
    if (input.start_addr.startsWith('::') && input.prefix_interface === undefined) values['constructor'] = input.interface;
    return changeServer(this.firewall, change, DNSMASQ, async () => ({ uuid: await namingInterfaces(this.firewall, () => ranges.create(change, values)) }));
  }
}
