import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Text, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { hostOverrides, reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { Domain, HostLabel } from '../fields';
import { RECORD_TYPES, recordType, type RecordType, wholeName } from '../host-override';
import { RecordInput, recordValues, refuseUnknown } from '../override-input';
import { changeResolver, ResolverOutput } from '../resolver';

/** What Unbound is to answer. */
export class AddDnsOverrideInput extends RecordInput {
  @Describe('nas; * for all names in the domain; empty for itself') @HostLabel() hostname!: string;
  @Describe('example.org') @Domain() domain!: string;
  @Describe('Label') @Text() description = '';
}

/** The override that was added. */
export class AddDnsOverrideOutput extends ResolverOutput {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsIn(RECORD_TYPES) type!: RecordType;
}

const TOOL = 'opn_add_dns_override';

/** `opn_add_dns_override` */
@Tool({
  name: TOOL,
  title: 'Add a host override',
  description: 'Let Unbound answer a name itself, with an address, a mail server or a text. Unbound restarts.',
  effect: 'write',
  input: AddDnsOverrideInput,
  output: AddDnsOverrideOutput,
  uses: [hostOverrides.add, hostOverrides.del, resolverStatus, reconfigureResolver],
})
export class AddDnsOverrideTool implements WriteTool<AddDnsOverrideInput, AddDnsOverrideOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ hostname, domain, description, ...record }: AddDnsOverrideInput, change: Change): Promise<AddDnsOverrideOutput> {
    const answer = recordValues(TOOL, record);
    const values = { enabled: '1', ...answer, hostname, domain, description };
    await refuseUnknown(this.firewall, values);
    return changeResolver(this.firewall, change, async () => ({
      uuid: await hostOverrides.create(change, values),
      name: wholeName(hostname, domain),
      type: recordType(answer['rr'] ?? ''),
    }));
  }
}
