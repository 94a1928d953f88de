import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { reconfigureResolver, resolverStatus } from '../dns.endpoints';
import { ResolverOutput, resolverState, restartResolver } from '../resolver';

/** Nothing to be said. */
export class ReconfigureUnboundInput {}

/** How Unbound stands afterwards. */
export class ReconfigureUnboundOutput extends ResolverOutput {}

/** `opn_reconfigure_unbound` */
@Tool({
  name: 'opn_reconfigure_unbound',
  title: 'Restart Unbound',
  description: 'Restart Unbound with its saved configuration, for example after changes in the web GUI. Its cache is lost, and DNS is away for a moment.',
  effect: 'destroy',
  input: ReconfigureUnboundInput,
  output: ReconfigureUnboundOutput,
  uses: [resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class ReconfigureUnboundTool implements WriteTool<ReconfigureUnboundInput, ReconfigureUnboundOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(_input: ReconfigureUnboundInput, change: Change): Promise<ReconfigureUnboundOutput> {
    return { service: await restartResolver(this.firewall, change, await resolverState(this.firewall)) };
  }
}
