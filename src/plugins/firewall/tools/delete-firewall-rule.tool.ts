import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyRules, rules } from '../firewall.endpoints';

/** Which rule. */
export class DeleteFirewallRuleInput {
  @Describe('From opn_list_firewall_rules') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteFirewallRuleOutput {
  @IsString() deleted!: string;
  @Optional() @IsString() description?: string;
}

/** `opn_delete_firewall_rule` */
@Tool({
  name: 'opn_delete_firewall_rule',
  title: 'Delete a firewall rule',
  description: 'Delete a rule and load that at once. To try how things are without it, turn it off instead.',
  effect: 'destroy',
  input: DeleteFirewallRuleInput,
  output: DeleteFirewallRuleOutput,
  uses: [rules.get, rules.search, rules.del, rules.set, applyRules],
  idempotent: true,
})
export class DeleteFirewallRuleTool implements WriteTool<DeleteFirewallRuleInput, DeleteFirewallRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteFirewallRuleInput, change: Change): Promise<DeleteFirewallRuleOutput> {
    const former = await rules.remove(this.firewall, change, uuid);
    await change.apply(applyRules);
    return present<DeleteFirewallRuleOutput>({ deleted: uuid, description: String(former['description'] ?? '') });
  }
}
