import { type Change, Describe, IsString, Optional, Text, Tool, type WriteTool } from 'opnsense-mcp/plugin';
import { items, reconfigure } from '../__NAME__.endpoints';

/** The new widget. */
export class AddItemInput {
  @Describe('Lower-case letters, digits and dashes') @Text(32) name!: string;
  @Describe('What it is for') @Optional() @Text(255) description?: string;
}

/** What was added. */
export class AddItemOutput {
  @IsString() uuid!: string;
}

/** Adds a widget. What it saves goes through the Change, which takes it back when something fails. */
@Tool({
  name: 'opn_add___TOOL___item',
  title: 'Add a widget to __TITLE__',
  description: 'Use this to add a widget to __TITLE__.',
  effect: 'write',
  input: AddItemInput,
  output: AddItemOutput,
  uses: [items.add, items.del, reconfigure],
})
export class AddItemTool implements WriteTool<AddItemInput, AddItemOutput> {
  async run({ name, description = '' }: AddItemInput, change: Change): Promise<AddItemOutput> {
    const uuid = await items.create(change, { enabled: '1', name, description });
    await change.apply(reconfigure);
    return { uuid };
  }
}
