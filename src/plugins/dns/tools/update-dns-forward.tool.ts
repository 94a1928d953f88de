import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { forwards, reconfigureResolver, resolverStatus, tlsForwards } from '../dns.endpoints';
import { ForwardInput, forwardValues } from '../forward-input';
import { changeResolver, ResolverOutput, resolverState } from '../resolver';

/** Which forward, and what it is to be. */
export class UpdateDnsForwardInput extends ForwardInput {
  @Describe('From opn_list_dns_forwards') @Uuid() uuid!: string;
}

/** What was changed. */
export class UpdateDnsForwardOutput extends ResolverOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_dns_forward';

/** `opn_update_dns_forward` */
@Tool({
  name: TOOL,
  title: 'Change a DNS forward',
  description: 'Change the given fields of a DNS forward, or switch it on or off. Unbound restarts.',
  effect: 'destroy',
  optIn: true,
  input: UpdateDnsForwardInput,
  output: UpdateDnsForwardOutput,
  uses: [forwards.get, forwards.search, forwards.set, tlsForwards.set, resolverStatus, reconfigureResolver],
  idempotent: true,
})
export class UpdateDnsForwardTool implements WriteTool<UpdateDnsForwardInput, UpdateDnsForwardOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...fields }: UpdateDnsForwardInput, change: Change): Promise<UpdateDnsForwardOutput> {
    refuseEmpty(TOOL, fields);
    const former = await forwards.existing(this.firewall, uuid);
    const values = differing(forwardValues(TOOL, fields), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await resolverState(this.firewall) };
    return changeResolver(this.firewall, change, async () => {
      // The endpoint decides about the type, whatever the item had.
      await (former['type'] === 'dot' ? tlsForwards : forwards).change(change, uuid, values, former);
      return { uuid, changed };
    });
  }
}
