import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { hostAliases, hostOverrides, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { toHostAlias } from '../host-alias';
import { wholeName } from '../host-override';
import { changeResolver, ResolverOutput } from '../resolver';

/** Which override. */
export class DeleteDnsOverrideInput {
  @Describe('From opn_list_dns_overrides') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDnsOverrideOutput extends ResolverOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
  /** Its aliases, which went with it. */
  @IsArray() @IsString({ each: true }) aliases!: string[];
}

/** `opn_delete_dns_override` */
@Tool({
  name: 'opn_delete_dns_override',
  title: 'Delete a host override',
  description: 'Delete a host override with its aliases. Unbound restarts.',
  effect: 'destroy',
  input: DeleteDnsOverrideInput,
  output: DeleteDnsOverrideOutput,
  uses: [
    hostOverrides.get, hostOverrides.search, hostOverrides.del, hostOverrides.set, hostAliases.search, hostAliases.get, hostAliases.del, hostAliases.set, resolverStatus, reconfigureResolver,
  ],
  idempotent: true,
})
export class DeleteDnsOverrideTool implements WriteTool<DeleteDnsOverrideInput, DeleteDnsOverrideOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDnsOverrideInput, change: Change): Promise<DeleteDnsOverrideOutput> {
    return changeResolver(this.firewall, change, async () => {
      const [saved, aliases] = await Promise.all([hostOverrides.existing(this.firewall, uuid), this.aliasesOf(uuid)]);
      // OPNsense would delete them itself, but could not bring them back.
      for (const [alias, values] of aliases.saved) await hostAliases.discard(change, alias, values);
      // Its aliases are items of their own: written back as a field they would be made anew.
      const { aliases: _names, aliascount: _count, ...host } = saved;
      await hostOverrides.discard(change, uuid, host);
      return { deleted: uuid, name: wholeName(String(host['hostname']), String(host['domain'])), aliases: aliases.names };
    });
  }

  private async aliasesOf(host: string): Promise<{ names: string[]; saved: (readonly [uuid: string, values: Readonly<Record<string, unknown>>])[] }> {
    const { rows } = await this.firewall.read(hostAliases.search, { body: { current: 1, rowCount: -1, searchPhrase: '', host } });
    const saved = await Promise.all(rows.map(async ({ uuid }) => [uuid, await hostAliases.existing(this.firewall, uuid)] as const));
    return { names: rows.map(row => toHostAlias(row).name), saved };
  }
}
