import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, Describe, part, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { usesOfAlias } from '../alias-uses';
import { aliases, reconfigureAliases } from '../firewall.endpoints';

/** Which alias. */
export class DeleteAliasInput {
  @Describe('From opn_list_firewall_aliases') @Uuid() uuid!: string;
}

/** What was deleted. */
export class DeleteAliasOutput {
  @IsString() deleted!: string;
  @IsString() name!: string;
}

const SHOWN_USES = 10;

/** `opn_delete_alias` */
@Tool({
  name: 'opn_delete_alias',
  title: 'Delete an alias',
  description: 'Delete an alias and take its table out of pf. One that a rule or another alias uses is kept, and the uses are named.',
  effect: 'destroy',
  input: DeleteAliasInput,
  output: DeleteAliasOutput,
  uses: [configDownload, aliases.get, aliases.search, aliases.del, aliases.set, reconfigureAliases],
  idempotent: true,
})
export class DeleteAliasTool implements WriteTool<DeleteAliasInput, DeleteAliasOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run({ uuid }: DeleteAliasInput, change: Change): Promise<DeleteAliasOutput> {
    const former = await aliases.existing(this.firewall, uuid);
    const name = String(former['name'] ?? '');
    await this.refuseUsed(name);
    await aliases.discard(change, uuid, former);
    await change.apply(reconfigureAliases);
    return { deleted: uuid, name };
  }

  // The firewall looks as well, but not into lists of several entries (24.7); without the configuration its own look has to do.
  private async refuseUsed(name: string): Promise<void> {
    this.config.forget();
    const { value: uses = [] } = await part('uses of the alias', usesOfAlias(name, this.config));
    if (uses.length === 0) return;
    const rest = uses.length - SHOWN_USES;
    throw new OpnError('OPN_IN_USE', `The alias '${name}' is used by ${uses.slice(0, SHOWN_USES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`, 'Take it out of these first.');
  }
}
