import { inject } from 'tsyringe';
import { ListInput, ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Category } from '../category';
import { categories } from '../firewall.endpoints';

/** Which categories. */
export class ListFirewallCategoriesInput extends ListInput {
  override limit = 100;
}

/** A page of categories. */
export class ListFirewallCategoriesOutput extends ListOutput {
  @ListOf(() => Category) categories!: Category[];
}

/** The categories. */
@Tool({
  name: 'opn_list_firewall_categories',
  title: 'List firewall categories',
  description: 'Find the uuid, name and colour of the categories that group firewall rules and aliases.',
  effect: 'read',
  input: ListFirewallCategoriesInput,
  output: ListFirewallCategoriesOutput,
  uses: [categories.search],
})
export class ListFirewallCategoriesTool implements ReadTool<ListFirewallCategoriesInput, ListFirewallCategoriesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListFirewallCategoriesInput): Promise<ListFirewallCategoriesOutput> {
    const { items, total } = await categories.list(this.firewall, input);
    return { total, categories: [...items] };
  }
}
