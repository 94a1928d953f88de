import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, inWords, Optional, refuseEmpty, Text, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { hostOverrides, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { Domain, HostLabel } from '../fields';
import { RecordInput, recordValues, refuseUnknown } from '../override-input';
import { changeResolver, ResolverOutput, resolverState } from '../resolver';

/** Which override, and what it is to be. */
export class UpdateDnsOverrideInput extends RecordInput {
  @Describe('From opn_list_dns_overrides') @Uuid() uuid!: string;
  @Describe('Name without the domain') @Optional() @HostLabel() hostname?: string;
  @Describe('Its domain') @Optional() @Domain() domain?: string;
  @Describe('Label') @Optional() @Text() description?: string;
}

/** What was changed. */
export class UpdateDnsOverrideOutput extends ResolverOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_dns_override';

/** `opn_update_dns_override` */
@Tool({
  name: TOOL,
  title: 'Change a host override',
  description: 'Change the given fields of a host override. Unbound restarts.',
  effect: 'destroy',
  input: UpdateDnsOverrideInput,
  output: UpdateDnsOverrideOutput,
  uses: [hostOverrides.get, hostOverrides.search, hostOverrides.set, resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class UpdateDnsOverrideTool implements WriteTool<UpdateDnsOverrideInput, UpdateDnsOverrideOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, hostname, domain, description, ...record }: UpdateDnsOverrideInput, change: Change): Promise<UpdateDnsOverrideOutput> {
    refuseEmpty(TOOL, { hostname, domain, description, ...record });
    const former = await hostOverrides.existing(this.firewall, uuid);
    const values = differing({ ...recordValues(TOOL, record, former), ...inWords({ hostname, domain, description }) }, former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await resolverState(this.firewall) };
    await refuseUnknown(this.firewall, values);
    return changeResolver(this.firewall, change, async () => {
      await hostOverrides.change(change, uuid, values, former);
      return { uuid, changed };
    });
  }
}
