import { IsString, Matches } from 'class-validator';
import { Describe, Tool, type WriteTool } from '../../../core';
import { type Change } from '../../../ports';
import { Category, toCategory } from '../category';
import { categories } from '../firewall.endpoints';

/** What the category is to be. */
export class AddFirewallCategoryInput {
  // The lookahead keeps the check linear, however long the text.
  @Describe('Unique, no comma')
  @IsString()
 
  @Matches(/^(?=.*\S)[^,\u0000-\u001f\u007f]*$/, { message: 'name must be 1 to 255 characters without a comma or control characters, and not only blanks' })
  name!: string;

  @Describe('Hex')
  @Matches(/^#?[0-9a-fA-F]{6}$/, { message: 'color must be six hex digits, such as #ff8800' })
  color = '000000';
}

/** Adds a category. */
@Tool({
  name: 'opn_add_firewall_category',
  title: 'Add a firewall category',
  description: 'Create a category for grouping firewall rules and aliases. It can be used at once; nothing needs to be applied.',
  effect: 'write',
  input: AddFirewallCategoryInput,
  output: Category,
  uses: [categories.add, categories.del],
})
export class AddFirewallCategoryTool implements WriteTool<AddFirewallCategoryInput, Category> {
  async run(input: AddFirewallCategoryInput, change: Change): Promise<Category> {
    const values = { name: input.name, color: input.color.replace('#', '').toLowerCase(), auto: '0' };
    const uuid = await categories.create(change, values);
    return toCategory({ uuid, ...values });
  }
}
