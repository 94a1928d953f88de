import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, EVERY_ROW, known, type ReadableTemplate, ResourceTemplate, Suggest } from '../../../core';
import { FirewallApi, OpnError } from '../../../ports';
import { toAlias } from '../alias';
import { aliases } from '../firewall.endpoints';

/** Which alias. */
export class AliasVariables {
  @Describe('Its name') @Suggest(known.aliases) @IsString() name!: string;
}

/** `opnsense://aliases/{name}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://aliases/{name}',
  name: 'alias',
  title: 'An alias',
  description: 'An alias with all of its entries.',
  mediaType: 'application/json',
  uses: [aliases.search],
  sameAs: 'opn_list_firewall_aliases',
  variables: AliasVariables,
})
export class AliasResource implements ReadableTemplate<AliasVariables> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async read({ name }: AliasVariables): Promise<object> {
    const { rows } = await this.firewall.read(aliases.search, EVERY_ROW);
    const row = rows.find(each => each.name === name);
    if (row === undefined) throw new OpnError('OPN_NOT_FOUND', `There is no alias '${name.slice(0, 100)}'.`, 'opnsense://aliases lists them.');
    const { entries: _entries, ...alias } = toAlias(row);
    return { ...alias, content: row.content.split('\n').filter(entry => entry !== '') };
  }
}
