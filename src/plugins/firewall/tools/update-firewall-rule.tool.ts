import { IsArray, IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyRules, rules } from '../firewall.endpoints';
import { ruleForm } from '../rule-changes';
import { RuleInput } from '../rule-input';
import { ruleValues } from '../rule-values';

/** Which rule, and what it is to be. */
export class UpdateFirewallRuleInput extends RuleInput {
  @Describe('From opn_list_firewall_rules') @Uuid() uuid!: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** What was changed. */
export class UpdateFirewallRuleOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_firewall_rule';

/** `opn_update_firewall_rule` */
@Tool({
  name: TOOL,
  title: 'Change a firewall rule',
  description: 'Change the given fields of a rule and load it at once.',
  effect: 'destroy',
  input: UpdateFirewallRuleInput,
  output: UpdateFirewallRuleOutput,
  uses: [rules.get, rules.search, rules.set, applyRules],
  idempotent: true,
})
export class UpdateFirewallRuleTool implements WriteTool<UpdateFirewallRuleInput, UpdateFirewallRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateFirewallRuleInput, change: Change): Promise<UpdateFirewallRuleOutput> {
    refuseEmpty(TOOL, input);
    const [former, form] = await Promise.all([rules.existing(this.firewall, uuid), ruleForm(this.firewall)]);
    const values = differing(ruleValues(TOOL, input, form, former), former);
    if (Object.keys(values).length === 0) return { uuid, changed: [] };
    await rules.change(change, uuid, values, former);
    await change.apply(applyRules);
    return { uuid, changed: Object.keys(values) };
  }
}
