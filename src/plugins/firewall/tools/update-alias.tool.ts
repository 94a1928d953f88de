import { IsArray, IsString, Matches } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, differing, Optional, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { ALIAS_NAME, ALIAS_NAME_RULE, AliasInput, aliasValues } from '../alias-input';
import { aliases, reconfigureAliases } from '../firewall.endpoints';
import { given } from '../rule-changes';

/** Which alias, and what it is to be. */
export class UpdateAliasInput extends AliasInput {
  @Describe('From opn_list_firewall_aliases') @Uuid() uuid!: string;
  @Describe('A new name; rules that use the old one follow') @Optional() @Matches(ALIAS_NAME, { message: ALIAS_NAME_RULE }) name?: string;
}

/** What was changed. */
export class UpdateAliasOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
}

const TOOL = 'opn_update_alias';

/** `opn_update_alias` */
@Tool({
  name: TOOL,
  title: 'Change an alias',
  description: 'Change the given fields of an alias and load it; `content` replaces all entries.',
  effect: 'destroy',
  input: UpdateAliasInput,
  output: UpdateAliasOutput,
  uses: [aliases.get, aliases.search, aliases.set, reconfigureAliases],
  idempotent: true,
})
export class UpdateAliasTool implements WriteTool<UpdateAliasInput, UpdateAliasOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, ...input }: UpdateAliasInput, change: Change): Promise<UpdateAliasOutput> {
    refuseEmpty(TOOL, input);
    const former = await aliases.existing(this.firewall, uuid);
    const values = differing(aliasValues(TOOL, given(input), former), former);
    if (Object.keys(values).length === 0) return { uuid, changed: [] };
    await aliases.change(change, uuid, values, former);
    await change.apply(reconfigureAliases);
    return { uuid, changed: Object.keys(values) };
  }
}
