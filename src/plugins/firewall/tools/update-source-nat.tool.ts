import { IsArray, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applySourceNat, sourceNat } from '../firewall.endpoints';
import { sourceNatForm, SourceNatInput, sourceNatValues } from '../source-nat-input';

/** Which rule, and what it is to be. */
export class UpdateSourceNatInput extends SourceNatInput {
  @Describe('From opn_list_source_nat') @Uuid() uuid!: string;
}

/** What was changed. */
export class UpdateSourceNatOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_source_nat';

/** `opn_update_source_nat` */
@Tool({
  name: TOOL,
  title: 'Change a source NAT rule',
  description: 'Change the given fields of a source NAT rule, or to turn it on or off; loaded at once.',
  effect: 'destroy',
  optIn: true,
  input: UpdateSourceNatInput,
  output: UpdateSourceNatOutput,
  uses: [sourceNat.get, sourceNat.search, sourceNat.set, applySourceNat],
  idempotent: true,
})
export class UpdateSourceNatTool implements WriteTool<UpdateSourceNatInput, UpdateSourceNatOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateSourceNatInput, change: Change): Promise<UpdateSourceNatOutput> {
    refuseEmpty(TOOL, input);
    const [former, form] = await Promise.all([sourceNat.existing(this.firewall, uuid), sourceNatForm(this.firewall)]);
    const values = differing(sourceNatValues(TOOL, input, form, former), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed };
    await sourceNat.change(change, uuid, values, former);
    await change.apply(applySourceNat);
    return { uuid, changed };
  }
}
