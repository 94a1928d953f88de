import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Nested, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { applyRules, rules } from '../firewall.endpoints';
import { FirewallRule, toRule } from '../rule';
import { given, lastSequence, ruleForm } from '../rule-changes';
import { RuleInput } from '../rule-input';
import { ruleValues } from '../rule-values';

/** What the rule is to be. */
export class AddFirewallRuleInput extends RuleInput {}

/** The rule that was added. */
export class AddFirewallRuleOutput {
  @IsString() uuid!: string;
  @Nested(() => FirewallRule) rule!: FirewallRule;
}

const TOOL = 'opn_add_firewall_rule';
/** Without one of these a rule would match everything on an interface because nobody said anything. */
const SAYING = ['action', 'interface', 'protocol', 'source_net', 'destination_net', 'destination_port', 'source_port'] as const;

/** `opn_add_firewall_rule` */
@Tool({
  name: TOOL,
  title: 'Add a firewall rule',
  description: 'Create a packet filter rule and load it at once. It goes after the others of its interface unless `sequence` says otherwise.',
  effect: 'write',
  input: AddFirewallRuleInput,
  output: AddFirewallRuleOutput,
  uses: [rules.get, rules.search, rules.add, rules.del, applyRules],
})
export class AddFirewallRuleTool implements WriteTool<AddFirewallRuleInput, AddFirewallRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddFirewallRuleInput, change: Change): Promise<AddFirewallRuleOutput> {
    if (SAYING.every(name => input[name] === undefined)) {
      throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: nothing says what the rule is to match.`, `Give at least one of ${SAYING.join(', ')}; without them it would let everything pass on LAN.`);
    }
    const form = await ruleForm(this.firewall);
    const told = ruleValues(TOOL, { action: 'pass', direction: 'in', interface: 'lan', ...given(input) }, form);
    const sequence = told['sequence'] ?? (await lastSequence(this.firewall, form));
    const usual = { enabled: '1', quick: '1', ipprotocol: 'inet', protocol: 'any', source_net: 'any', destination_net: 'any' };
    const values = { ...usual, ...told, ...(sequence === undefined ? {} : { sequence }) };
    const uuid = await rules.create(change, values);
    await change.apply(applyRules);
    const labels = (field: string, keys: string): string => keys.split(',').map(key => form.label(field, key)).join(',');
    const row = { ...values, uuid, '%interface': labels('interface', told['interface'] ?? ''), '%categories': labels('categories', told['categories'] ?? '') };
    return { uuid, rule: toRule(row) };
  }
}
