import { IsArray, IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, inWords, Optional, refuseEmpty, Text, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { hostAliases, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { DomainOrNone, HostLabel } from '../fields';
import { changeResolver, ResolverOutput, resolverState } from '../resolver';

/** Which alias, and what it is to be. */
export class UpdateDnsAliasInput {
  @Describe('From opn_list_dns_aliases') @Uuid() uuid!: string;
  @Describe('Name without the domain') @Optional() @HostLabel() hostname?: string;
  @Describe('Empty for that of the override') @Optional() @DomainOrNone() domain?: string;
  @Describe('Active or not') @Optional() @IsBoolean() enabled?: boolean;
  @Describe('What it is for') @Optional() @Text() description?: string;
}

/** What was changed. */
export class UpdateDnsAliasOutput extends ResolverOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_dns_alias';

/** `opn_update_dns_alias` */
@Tool({
  name: TOOL,
  title: 'Change an alias of a host override',
  description: 'Rename an alias of a host override, or switch it on or off. Unbound restarts.',
  effect: 'destroy',
  optIn: true,
  input: UpdateDnsAliasInput,
  output: UpdateDnsAliasOutput,
  uses: [hostAliases.get, hostAliases.search, hostAliases.set, resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class UpdateDnsAliasTool implements WriteTool<UpdateDnsAliasInput, UpdateDnsAliasOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...fields }: UpdateDnsAliasInput, change: Change): Promise<UpdateDnsAliasOutput> {
    refuseEmpty(TOOL, fields);
    const former = await hostAliases.existing(this.firewall, uuid);
    const values = differing(inWords({ ...fields }), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await resolverState(this.firewall) };
    return changeResolver(this.firewall, change, async () => {
      await hostAliases.change(change, uuid, values, former);
      return { uuid, changed };
    });
  }
}
