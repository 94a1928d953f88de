import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { forwards, reconfigureResolver, resolverStatus, tlsForwards } from '../dns.endpoints';
import { FORWARD_TYPES, type ForwardType } from '../forward';
import { changeResolver, ResolverOutput } from '../resolver';

/** Which forward. */
export class DeleteDnsForwardInput {
  @Describe('From opn_list_dns_forwards') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteDnsForwardOutput extends ResolverOutput {
  @IsString() deleted!: string;
  @IsIn(FORWARD_TYPES) type!: ForwardType;
  @IsString() server!: string;
}

/** `opn_delete_dns_forward` */
@Tool({
  name: 'opn_delete_dns_forward',
  title: 'Delete a DNS forward',
  description: 'Let Unbound no longer pass queries on to a server. Unbound restarts.',
  effect: 'destroy',
  optIn: true,
  input: DeleteDnsForwardInput,
  output: DeleteDnsForwardOutput,
  uses: [forwards.get, forwards.search, forwards.del, forwards.set, tlsForwards.del, tlsForwards.set, resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class DeleteDnsForwardTool implements WriteTool<DeleteDnsForwardInput, DeleteDnsForwardOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid }: DeleteDnsForwardInput, change: Change): Promise<DeleteDnsForwardOutput> {
    return changeResolver(this.firewall, change, async () => {
      const former = await forwards.existing(this.firewall, uuid);
      const type: ForwardType = former['type'] === 'dot' ? 'dot' : 'forward';
      // Brought back through the other endpoint it would be of the other type.
      await (type === 'dot' ? tlsForwards : forwards).discard(change, uuid, former);
      return { deleted: uuid, type, server: String(former['server']) };
    });
  }
}
