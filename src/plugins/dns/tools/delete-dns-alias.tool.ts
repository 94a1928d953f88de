import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { hostAliases, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { wholeName } from '../host-override';
import { changeResolver, ResolverOutput } from '../resolver';

/** Which alias. */
export class DeleteDnsAliasInput {
  @Describe('From opn_list_dns_aliases') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDnsAliasOutput extends ResolverOutput {
  @IsString() deleted!: string;
  /** Its own part of the name. */
  @IsString() name!: string;
}

/** `opn_delete_dns_alias` */
@Tool({
  name: 'opn_delete_dns_alias',
  title: 'Delete an alias of a host override',
  description: 'Delete an alias of a host override. Unbound restarts.',
  effect: 'destroy',
  optIn: true,
  input: DeleteDnsAliasInput,
  output: DeleteDnsAliasOutput,
  uses: [hostAliases.get, hostAliases.search, hostAliases.del, hostAliases.set, resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class DeleteDnsAliasTool implements WriteTool<DeleteDnsAliasInput, DeleteDnsAliasOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDnsAliasInput, change: Change): Promise<DeleteDnsAliasOutput> {
    return changeResolver(this.firewall, change, async () => {
      const { hostname, domain } = await hostAliases.remove(this.firewall, change, uuid);
      return { deleted: uuid, name: wholeName(String(hostname), String(domain)) };
    });
  }
}
