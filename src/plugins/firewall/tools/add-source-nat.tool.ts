import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Optional, part, present, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, FirewallConfig } from '../../../ports';
import { applySourceNat, sourceNat } from '../firewall.endpoints';
import { given } from '../rule-changes';
import { idleNote, sourceNatMode } from '../source-nat';
import { sourceNatForm, SourceNatInput, sourceNatValues } from '../source-nat-input';

/** What the rule is to be. */
export class AddSourceNatInput extends SourceNatInput {}

/** The rule that was added. */
export class AddSourceNatOutput {
  @IsString() uuid!: string;
  /** What it does, in a sentence. */
  @IsString() translates!: string;
  /** Why it is not in effect. */
  @Optional() @IsString() note?: string;
}

const TOOL = 'opn_add_source_nat';

/** `opn_add_source_nat` */
@Tool({
  name: TOOL,
  title: 'Add a source NAT rule',
  description: 'Let what leaves by an interface get another source address (outbound NAT), and load that at once.',
  effect: 'write',
  optIn: true,
  input: AddSourceNatInput,
  output: AddSourceNatOutput,
  uses: [sourceNat.get, configDownload, sourceNat.add, sourceNat.del, applySourceNat],
})
export class AddSourceNatTool implements WriteTool<AddSourceNatInput, AddSourceNatOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run(input: AddSourceNatInput, change: Change): Promise<AddSourceNatOutput> {
    const form = await sourceNatForm(this.firewall);
    const told = sourceNatValues(TOOL, { interface: 'wan', ...given(input) }, form);
    const usual = { enabled: '1', ipprotocol: 'inet', protocol: 'any', source_net: 'any', destination_net: 'any', target: `${told['interface'] ?? 'wan'}ip` };
    const values = { ...usual, ...told };
    const uuid = await sourceNat.create(change, values);
    await change.apply(applySourceNat);
    const { value: note } = await part('mode', sourceNatMode(this.config).then(mode => idleNote(this.firewall, mode)));
    const what = `${values.source_net} to ${values.destination_net} by ${form.label('interface', told['interface'] ?? '')}`;
    return { uuid, translates: input.no_nat === true ? `${what}: not at all` : `${what}: source becomes ${values.target}`, ...present<Partial<AddSourceNatOutput>>({ note }) };
  }
}
