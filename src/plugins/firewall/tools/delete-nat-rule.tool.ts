import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyPortForwards, portForwards } from '../firewall.endpoints';
import { onPortForwards } from '../port-forward-input';

/** Which port forward. */
export class DeleteNatRuleInput {
  @Describe('From opn_list_nat_rules') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteNatRuleOutput {
  @IsString() deleted!: string;
  @Optional() @IsString() description?: string;
}

/** `opn_delete_nat_rule` */
@Tool({
  name: 'opn_delete_nat_rule',
  title: 'Delete a port forward',
  description: 'Delete a port forward and load that at once. Needs OPNsense 26.1.',
  effect: 'destroy',
  input: DeleteNatRuleInput,
  output: DeleteNatRuleOutput,
  uses: [portForwards.get, portForwards.search, portForwards.del, portForwards.set, applyPortForwards],
  since: '26.1',
  idempotent: true,
})
export class DeleteNatRuleTool implements WriteTool<DeleteNatRuleInput, DeleteNatRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteNatRuleInput, change: Change): Promise<DeleteNatRuleOutput> {
    const former = await onPortForwards(portForwards.remove(this.firewall, change, uuid));
    await change.apply(applyPortForwards);
    return present<DeleteNatRuleOutput>({ deleted: uuid, description: String(former['descr'] ?? '') });
  }
}
