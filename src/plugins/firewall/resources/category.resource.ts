import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, EVERY_ROW, known, type ReadableTemplate, ResourceTemplate, Suggest } from '../../../core';
import { FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { toAlias } from '../alias';
import { aliases, categories } from '../firewall.endpoints';
import { RULE_READS, shownRules } from '../rule-list';

/** Which category. */
export class CategoryVariables {
  @Describe('Its name') @Suggest(known.categories) @IsString() category!: string;
}

/** `opnsense://categories/{category}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://categories/{category}',
  name: 'category',
  title: 'What is in a category',
  description: 'The rules and aliases that a category groups.',
  mediaType: 'application/json',
  uses: [...RULE_READS, aliases.search, categories.search],
  sameAs: 'opn_list_firewall_categories',
  variables: CategoryVariables,
})
export class CategoryResource implements ReadableTemplate<CategoryVariables> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async read({ category }: CategoryVariables): Promise<object> {
    const { rows } = await this.firewall.read(categories.search, EVERY_ROW);
    if (!rows.some(({ name }) => name === category)) throw new OpnError('OPN_NOT_FOUND', `There is no category '${category.slice(0, 100)}'.`, 'opn_list_firewall_categories lists them.');
    const [found, listed] = await Promise.all([
      shownRules(this.firewall, this.config, rule => rule.categories?.includes(category) === true),
      this.firewall.read(aliases.search, EVERY_ROW),
    ]);
    return { category, ...found, aliases: listed.rows.map(toAlias).filter(alias => alias.categories?.includes(category) === true) };
  }
}
