import { IsBoolean } from 'class-validator';
import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { buildBlocklists, resolverStatus } from '../dns.endpoints';
import { ResolverOutput, resolverState } from '../resolver';

/** Nothing to be said. */
export class UpdateDnsblInput {}

/** What was done. */
export class UpdateDnsblOutput extends ResolverOutput {
  /** Unbound uses the new lists within a minute. */
  @IsBoolean() built!: boolean;
}

/** `opn_update_dnsbl` */
@Tool({
  name: 'opn_update_dnsbl',
  title: 'Build the DNS blocklists anew',
  description: 'Download the published blocklists and build what Unbound blocks from the saved policies. It may take minutes; Unbound is not restarted.',
  effect: 'destroy',
  input: UpdateDnsblInput,
  output: UpdateDnsblOutput,
  uses: [buildBlocklists, resolverStatus],
  idempotent: true,
})
export class UpdateDnsblTool implements WriteTool<UpdateDnsblInput, UpdateDnsblOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(_input: UpdateDnsblInput, change: Change): Promise<UpdateDnsblOutput> {
    await change.apply(buildBlocklists);
    return { built: true, service: await resolverState(this.firewall) };
  }
}
