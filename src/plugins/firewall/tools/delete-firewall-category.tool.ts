import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, compareReleases, FirewallApi, FirewallConfig, OpnError, type Release } from '../../../ports';
import { usesOfCategory } from '../category';
import { categories } from '../firewall.endpoints';

/** Which category. */
export class DeleteFirewallCategoryInput {
  @Describe('From opn_list_firewall_categories.') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteFirewallCategoryOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
}

/** The firewall itself keeps a category that is in use from 25.7.6 on; the first series in which every version does. */
const KEEPS_USED: Release = '26.1';
const SHOWN_USES = 10;

/** Deletes a category that nothing uses. */
@Tool({
  name: 'opn_delete_firewall_category',
  title: 'Delete a firewall category',
  description: 'Delete a category. One that a rule or an alias uses is kept. Nothing needs to be applied.',
  effect: 'destroy',
  input: DeleteFirewallCategoryInput,
  output: DeleteFirewallCategoryOutput,
  uses: [configDownload, categories.search, categories.get, categories.del, categories.set],
  idempotent: true,
})
export class DeleteFirewallCategoryTool implements WriteTool<DeleteFirewallCategoryInput, DeleteFirewallCategoryOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run({ uuid }: DeleteFirewallCategoryInput, change: Change): Promise<DeleteFirewallCategoryOutput> {
    const release = (await this.firewall.version())?.release;
    if (release === undefined || compareReleases(release, KEEPS_USED) < 0) await this.refuseUsed(uuid);
    const former = await categories.remove(this.firewall, change, uuid);
    return { deleted: uuid, name: String(former['name']) };
  }

  // Before 25.7.6 a category that a rule names by its uuid is deleted all the same, and leaves the rule with a dangling reference.
  private async refuseUsed(uuid: string): Promise<void> {
    const uses = usesOfCategory(uuid, await this.config.section('OPNsense', { fresh: true }));
    if (uses.length === 0) return;
    const rest = uses.length - SHOWN_USES;
    throw new OpnError(
      'OPN_IN_USE',
      `The category ${uuid} is used by ${uses.slice(0, SHOWN_USES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
      'Take the category off these first.',
    );
  }
}
