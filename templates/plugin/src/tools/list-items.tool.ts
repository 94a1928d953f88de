import { FirewallApi, inject, ListInput, ListOf, ListOutput, type ReadTool, Tool } from 'opnsense-mcp/plugin';
import { items } from '../__NAME__.endpoints';
import { Item } from '../item';

/** Which widgets. */
export class ListItemsInput extends ListInput {}

/** A page of widgets. */
export class ListItemsOutput extends ListOutput {
  @ListOf(() => Item) widgets!: Item[];
}

/** The configured widgets. */
@Tool({
  name: 'opn_list___TOOL__',
  title: 'Widgets of __TITLE__',
  description: 'Use this to see the configured widgets of __TITLE__ with their uuids.',
  effect: 'read',
  input: ListItemsInput,
  output: ListItemsOutput,
  uses: [items.search],
})
export class ListItemsTool implements ReadTool<ListItemsInput, ListItemsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListItemsInput): Promise<ListItemsOutput> {
    const { items: widgets, total } = await items.list(this.firewall, input);
    return { total, widgets: [...widgets] };
  }
}
