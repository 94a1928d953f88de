import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyPortForwards, portForwards } from '../firewall.endpoints';
import { onPortForwards, portForwardForm, PortForwardInput, portForwardValues } from '../port-forward-input';
import { given } from '../rule-changes';

/** Which port forward, and what it is to be. */
export class UpdateNatRuleInput extends PortForwardInput {
  @Describe('From opn_list_nat_rules') @Uuid() uuid!: string;
}

/** What was changed. */
export class UpdateNatRuleOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_nat_rule';

/** `opn_update_nat_rule` */
@Tool({
  name: TOOL,
  title: 'Change a port forward',
  description: 'Change the given fields of a port forward and load it at once. Needs OPNsense 26.1.',
  effect: 'destroy',
  input: UpdateNatRuleInput,
  output: UpdateNatRuleOutput,
  uses: [portForwards.get, portForwards.search, portForwards.set, applyPortForwards],
  since: '26.1',
  idempotent: true,
})
export class UpdateNatRuleTool implements WriteTool<UpdateNatRuleInput, UpdateNatRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateNatRuleInput, change: Change): Promise<UpdateNatRuleOutput> {
    refuseEmpty(TOOL, input);
    const [former, form] = await onPortForwards(Promise.all([portForwards.existing(this.firewall, uuid), portForwardForm(this.firewall)]));
    const values = differing(portForwardValues(TOOL, given(input), form, false), former);
    if (Object.keys(values).length === 0) return { uuid, changed: [] };
    await portForwards.change(change, uuid, values, former);
    await change.apply(applyPortForwards);
    const names = Object.entries(values).flatMap(([name, value]) => (typeof value === 'object' ? Object.keys(value).map(inner => `${name}.${inner}`) : [name]));
    return { uuid, changed: names };
  }
}
