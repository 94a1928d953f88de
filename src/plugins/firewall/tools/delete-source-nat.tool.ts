import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { applySourceNat, sourceNat } from '../firewall.endpoints';

/** Which rule. */
export class DeleteSourceNatInput {
  @Describe('From opn_list_source_nat') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteSourceNatOutput {
  @IsString() deleted!: string;
  @Optional() @IsString() description?: string;
}

/** `opn_delete_source_nat` */
@Tool({
  name: 'opn_delete_source_nat',
  title: 'Delete a source NAT rule',
  description: 'Delete a source NAT rule and load that at once; to try it, turn it off instead.',
  effect: 'destroy',
  optIn: true,
  input: DeleteSourceNatInput,
  output: DeleteSourceNatOutput,
  uses: [sourceNat.get, sourceNat.search, sourceNat.del, sourceNat.set, applySourceNat],
  idempotent: true,
})
export class DeleteSourceNatTool implements WriteTool<DeleteSourceNatInput, DeleteSourceNatOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid }: DeleteSourceNatInput, change: Change): Promise<DeleteSourceNatOutput> {
    const former = await sourceNat.remove(this.firewall, change, uuid);
    await change.apply(applySourceNat);
    return present<DeleteSourceNatOutput>({ deleted: uuid, description: String(former['description'] ?? '') });
  }
}
