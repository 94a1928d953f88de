import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, ListOutput, Optional, pageOf, present, TableInput, Tool, Unavailable, unavailable, type ReadTool } from '../../../core';
import { FirewallApi, FirewallConfig } from '../../../ports';
import { ruleStatistics } from '../firewall.endpoints';
import { FirewallRule } from '../rule';
import { gatherRules, RULE_READS, ruleHits } from '../rule-list';
import { RULES_VIEW } from '../views/rules.view';

/** Which rules. */
export class ListFirewallRulesInput extends TableInput {
  @Describe('Only on it') @Optional() @IsString() interface?: string;
  @Describe('Only these') @Optional() @IsIn(['pass', 'block', 'reject']) action?: string;
  @Describe('Only these') @Optional() @IsBoolean() enabled?: boolean;
  @Describe("Also OPNsense's own rules") @IsBoolean() include_automatic = false;
  @Describe('Also what each matched') @IsBoolean() hits = false;
  override limit = 20;
}

/** A page of rules. */
export class ListFirewallRulesOutput extends ListOutput {
  /** In the order in which they are evaluated. */
  @ListOf(() => FirewallRule) rules!: FirewallRule[];
  /** Rules of OPNsense itself that are left out. */
  @Optional() @IsInt() automatic_hidden?: number;
  @Optional() @IsString() note?: string;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** `opn_list_firewall_rules` */
@Tool({
  name: 'opn_list_firewall_rules',
  title: 'List firewall rules',
  description: 'See the packet filter rules in the order of evaluation. Of kind `rule` can be changed here; `legacy` ones only on the older rules page.',
  effect: 'read',
  input: ListFirewallRulesInput,
  output: ListFirewallRulesOutput,
  view: RULES_VIEW,
  uses: [...RULE_READS, ruleStatistics],
})
export class ListFirewallRulesTool implements ReadTool<ListFirewallRulesInput, ListFirewallRulesOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run(input: ListFirewallRulesInput): Promise<ListFirewallRulesOutput> {
    const { search, action, enabled, include_automatic: withAutomatic } = input;
    const hits = input.hits ? await ruleHits(this.firewall) : undefined;
    const gathered = await gatherRules(this.firewall, this.config, { search, interface: input.interface }, hits);
    const wanted = gathered.rules.filter(rule => (action === undefined || rule.action === action) && (enabled === undefined || rule.enabled === enabled));
    const shown = wanted.filter(rule => withAutomatic || rule.kind !== 'automatic');
    return {
      total: shown.length,
      rules: [...pageOf(shown, input)],
      ...present<Partial<ListFirewallRulesOutput>>({
        automatic_hidden: wanted.length - shown.length || undefined,
        note: gathered.note,
        unavailable: unavailable(...gathered.parts),
      }),
    };
  }
}
