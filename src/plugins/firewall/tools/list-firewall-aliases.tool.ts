import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, ListOutput, Optional, TableInput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Alias, toAlias } from '../alias';
import { ALIAS_TYPES } from '../alias-content';
import { aliases } from '../firewall.endpoints';

/** Which aliases. */
export class ListFirewallAliasesInput extends TableInput {
  @Describe('Only these') @Optional() @IsIn(ALIAS_TYPES) type?: string;
  override limit = 20;
}

/** A page of aliases. */
export class ListFirewallAliasesOutput extends ListOutput {
  @ListOf(() => Alias) aliases!: Alias[];
}

/** `opn_list_firewall_aliases` */
@Tool({
  name: 'opn_list_firewall_aliases',
  title: 'List firewall aliases',
  description: 'See the aliases: names that rules use for hosts, networks or ports. Those without uuid are made by OPNsense.',
  effect: 'read',
  input: ListFirewallAliasesInput,
  output: ListFirewallAliasesOutput,
  uses: [aliases.search],
})
export class ListFirewallAliasesTool implements ReadTool<ListFirewallAliasesInput, ListFirewallAliasesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListFirewallAliasesInput): Promise<ListFirewallAliasesOutput> {
    const { search, limit, page, type } = input;
    const body = { current: page, rowCount: limit, searchPhrase: search, ...(type === undefined ? {} : { type: [type] }) };
    const { rows, total } = await this.firewall.read(aliases.search, { body });
    return { total, aliases: rows.map(toAlias) };
  }
}
