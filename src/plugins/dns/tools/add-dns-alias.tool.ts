import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Text, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { hostAliases, hostOverrides, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { DomainOrNone, HostLabel } from '../fields';
import { wholeName } from '../host-override';
import { changeResolver, ResolverOutput } from '../resolver';

/** Which further name, and for which override. */
export class AddDnsAliasInput {
  @Describe('The override, from opn_list_dns_overrides') @Uuid() host_uuid!: string;
  @Describe('Name without the domain; that of the override unless said') @HostLabel() hostname = '';
  @Describe('That of the override unless said') @DomainOrNone() domain = '';
  @Describe('What it is for') @Text() description = '';
}

/** The alias that was added. */
export class AddDnsAliasOutput extends ResolverOutput {
  @IsString() uuid!: string;
  @IsString() name!: string;
  /** The name of the override. */
  @IsString() host!: string;
}

const TOOL = 'opn_add_dns_alias';

/** `opn_add_dns_alias` */
@Tool({
  name: TOOL,
  title: 'Add an alias of a host override',
  description: 'Let Unbound answer a further name like a host override. Unbound restarts.',
  effect: 'write',
  optIn: true,
  input: AddDnsAliasInput,
  output: AddDnsAliasOutput,
  uses: [hostOverrides.get, hostOverrides.search, hostAliases.add, hostAliases.del, resolverStatus, reconfigureResolver],
})
export class AddDnsAliasTool implements WriteTool<AddDnsAliasInput, AddDnsAliasOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ host_uuid: host, hostname, domain, description }: AddDnsAliasInput, change: Change): Promise<AddDnsAliasOutput> {
    if (hostname === '' && domain === '') throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: hostname or domain is needed.`, 'Give the name that is to be answered like the override.');
    const parent = await hostOverrides.existing(this.firewall, host);
    const [label, zone] = [String(parent['hostname'] ?? ''), String(parent['domain'] ?? '')];
    return changeResolver(this.firewall, change, async () => ({
      uuid: await hostAliases.create(change, { enabled: '1', host, hostname, domain, description }),
      name: wholeName(hostname || label, domain || zone),
      host: wholeName(label, zone),
    }));
  }
}
