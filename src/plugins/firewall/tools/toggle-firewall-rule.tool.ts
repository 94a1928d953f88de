import { IsBoolean, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyRules, rules } from '../firewall.endpoints';

/** Which rule, and whether it is to be active. */
export class ToggleFirewallRuleInput {
  @Describe('From opn_list_firewall_rules') @Uuid() uuid!: string;
  @Describe('Else the other state') @Optional() @IsBoolean() enabled?: boolean;
}

/** The state that the rule has now. */
export class ToggleFirewallRuleOutput {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** False when it was so already. */
  @IsBoolean() changed!: boolean;
}

/** `opn_toggle_firewall_rule` */
@Tool({
  name: 'opn_toggle_firewall_rule',
  title: 'Turn a firewall rule on or off',
  description: 'Activate or deactivate a rule and load that at once.',
  effect: 'write',
  input: ToggleFirewallRuleInput,
  output: ToggleFirewallRuleOutput,
  uses: [rules.get, rules.search, rules.set, applyRules],
})
export class ToggleFirewallRuleTool implements WriteTool<ToggleFirewallRuleInput, ToggleFirewallRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, enabled: wanted }: ToggleFirewallRuleInput, change: Change): Promise<ToggleFirewallRuleOutput> {
    const former = await rules.existing(this.firewall, uuid);
    const isOn = former['enabled'] === '1';
    const enabled = wanted ?? !isOn;
    if (enabled === isOn) return { uuid, enabled, changed: false };
    await rules.change(change, uuid, { enabled: enabled ? '1' : '0' }, former);
    await change.apply(applyRules);
    return { uuid, enabled, changed: true };
  }
}
