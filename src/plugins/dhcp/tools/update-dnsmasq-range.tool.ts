import { IsArray, IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { DNSMASQ, ranges } from '../dhcp.endpoints';
import { RangeDetails, rangeValues } from '../dnsmasq-range-input';
import { AddressText, InterfaceKey } from '../fields';
import { namingInterfaces } from '../interface-names';
import { LeaseTime } from '../lease-time';
import { changeServer, differing, ServerOutput } from '../server-change';
import { serverState } from '../server-state';

/** Which range, and what it is to be. */
export class UpdateDnsmasqRangeInput extends RangeDetails {
  @Describe('From opn_list_dnsmasq_ranges') @Uuid() uuid!: string;
  @Describe('Key, such as lan') @Optional() @InterfaceKey() interface?: string;
  @Describe('First address') @Optional() @AddressText() start_addr?: string;
  @Describe('Last address') @Optional() @AddressText() end_addr?: string;
  @Describe('24h, 86400') @Optional() @LeaseTime() lease_time?: string;
  @Describe('Cannot be false') @Optional() @IsBoolean() enabled?: boolean;
}

/** What was changed. */
export class UpdateDnsmasqRangeOutput extends ServerOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_dnsmasq_range';

/** `opn_update_dnsmasq_range` */
@Tool({
  name: TOOL,
  title: 'Change a DHCP range',
  description: 'Change the given fields of a Dnsmasq range; it restarts.',
  effect: 'destroy',
  since: '25.1',
  input: UpdateDnsmasqRangeInput,
  output: UpdateDnsmasqRangeOutput,
  uses: [ranges.get, ranges.search, ranges.set, DNSMASQ.status, DNSMASQ.reconfigure],
  idempotent: true,
})
export class UpdateDnsmasqRangeTool implements WriteTool<UpdateDnsmasqRangeInput, UpdateDnsmasqRangeOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, enabled, ...input }: UpdateDnsmasqRangeInput, change: Change): Promise<UpdateDnsmasqRangeOutput> {
    if (enabled === false) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: OPNsense cannot switch a range off.`, 'Delete it with opn_delete_dnsmasq_range; that can be undone.');
    refuseEmpty(TOOL, { ...input, enabled });
    const former = await ranges.existing(this.firewall, uuid);
    const values = differing(rangeValues(TOOL, input, former), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await serverState(this.firewall, DNSMASQ.status) };
    return changeServer(this.firewall, change, DNSMASQ, async () => {
      await namingInterfaces(this.firewall, () => ranges.change(change, uuid, values, former));
      return { uuid, changed };
    });
  }
}
