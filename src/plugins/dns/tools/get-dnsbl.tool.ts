import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { BlocklistPolicy } from '../blocklist';
import { policyReads, savedPolicy, toPolicy, withFirst } from '../dnsbl';

/** Which policy. */
export class GetDnsblInput {
  @Describe('If there are several') @Optional() @Uuid() uuid?: string;
  @Describe('Entries shown of each list') @IsInt() @Min(1) @Max(5000) limit = 50;
  @Describe('Also name every published list on offer') @IsBoolean() available = false;
}

const TOOL = 'opn_get_dnsbl';

/** `opn_get_dnsbl` */
@Tool({
  name: TOOL,
  title: 'A DNS blocklist policy',
  description: 'See a blocklist policy with all of its entries: published lists, allowed and blocked names, clients.',
  effect: 'read',
  input: GetDnsblInput,
  output: BlocklistPolicy,
  uses: [...policyReads],
})
export class GetDnsblTool implements ReadTool<GetDnsblInput, BlocklistPolicy> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, limit, available }: GetDnsblInput): Promise<BlocklistPolicy> {
    const saved = await savedPolicy(this.firewall, TOOL, { uuid });
    return { ...withFirst(limit, toPolicy(saved)), ...(available ? { available_providers: [...saved.providers] } : {}) };
  }
}
