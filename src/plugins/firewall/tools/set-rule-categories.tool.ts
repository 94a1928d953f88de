import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { rules } from '../firewall.endpoints';
import { listOf } from '../rule';
import { ruleForm } from '../rule-changes';
import { ruleValues } from '../rule-values';

/** Which rule, and its categories. */
export class SetRuleCategoriesInput {
  @Describe('From opn_list_firewall_rules') @Uuid() uuid!: string;
  @Describe('Names, with commas; empty: none') @IsString() categories = '';
}

/** The categories that the rule has now. */
export class SetRuleCategoriesOutput {
  @IsString() uuid!: string;
  /** Their names. */
  @IsArray() @IsString({ each: true }) categories!: string[];
}

const TOOL = 'opn_set_rule_categories';

/** `opn_set_rule_categories` */
@Tool({
  name: TOOL,
  title: 'Set the categories of a rule',
  description: 'Replace the categories of a firewall rule. Categories only group; nothing needs to be applied.',
  effect: 'destroy',
  input: SetRuleCategoriesInput,
  output: SetRuleCategoriesOutput,
  uses: [rules.get, rules.search, rules.set],
  idempotent: true,
})
export class SetRuleCategoriesTool implements WriteTool<SetRuleCategoriesInput, SetRuleCategoriesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, categories }: SetRuleCategoriesInput, change: Change): Promise<SetRuleCategoriesOutput> {
    const [former, form] = await Promise.all([rules.existing(this.firewall, uuid), ruleForm(this.firewall)]);
    const values = ruleValues(TOOL, { categories }, form, former);
    if (Object.keys(differing(values, former)).length > 0) await rules.change(change, uuid, values, former);
    return { uuid, categories: listOf(values['categories'] ?? '').map(key => form.label('categories', key)) };
  }
}
