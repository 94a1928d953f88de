import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applyPortForwards, portForwards } from '../firewall.endpoints';
import { portForwardForm, PortForwardInput, portForwardValues } from '../port-forward-input';
import { given } from '../rule-changes';

/** What the port forward is to be. */
export class AddNatRuleInput extends PortForwardInput {}

/** The port forward that was added. */
export class AddNatRuleOutput {
  @IsString() uuid!: string;
  /** What it does, in a sentence. */
  @IsString() forwards!: string;
}

const TOOL = 'opn_add_nat_rule';

/** `opn_add_nat_rule` */
@Tool({
  name: TOOL,
  title: 'Add a port forward',
  description: 'Send what arrives at an outside port to a host inside, and load that at once. Needs OPNsense 26.1.',
  effect: 'write',
  input: AddNatRuleInput,
  output: AddNatRuleOutput,
  uses: [portForwards.get, portForwards.add, portForwards.del, applyPortForwards],
  since: '26.1',
})
export class AddNatRuleTool implements WriteTool<AddNatRuleInput, AddNatRuleOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: AddNatRuleInput, change: Change): Promise<AddNatRuleOutput> {
    const form = await portForwardForm(this.firewall);
    const told = { interface: 'wan', protocol: 'TCP', filter: 'pass', source_net: 'any', ...given(input) } as const;
    const values = { disabled: '0', ...portForwardValues(TOOL, told, form, true) };
    const uuid = await portForwards.create(change, values);
    await change.apply(applyPortForwards);
    const { destination, target, 'local-port': port } = values as unknown as { destination: { network: string; port: string }; target: string; 'local-port': string };
    return { uuid, forwards: `${told.protocol} ${destination.network} port ${destination.port} to ${target} port ${port}` };
  }
}
