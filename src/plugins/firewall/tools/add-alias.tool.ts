import { IsArray, IsString } from 'class-validator';
import { Tool, type WriteTool } from '../../../core';
import { type Change } from '../../../ports';
import { aliasValues, NamedAliasInput } from '../alias-input';
import { aliases, reconfigureAliases } from '../firewall.endpoints';
import { given } from '../rule-changes';

/** What the alias is to be. */
export class AddAliasInput extends NamedAliasInput {}

/** The alias that was added. */
export class AddAliasOutput {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsString() type!: string;
  @IsArray() @IsString({ each: true }) content!: string[];
}

const TOOL = 'opn_add_alias';

/** `opn_add_alias` */
@Tool({
  name: TOOL,
  title: 'Add an alias',
  description: 'Create an alias for hosts, networks or ports, and load it, so that rules can use it at once.',
  effect: 'write',
  input: AddAliasInput,
  output: AddAliasOutput,
  uses: [aliases.add, aliases.del, reconfigureAliases],
})
export class AddAliasTool implements WriteTool<AddAliasInput, AddAliasOutput> {
  async run(input: AddAliasInput, change: Change): Promise<AddAliasOutput> {
    const values = { enabled: '1', type: 'host', content: '', ...aliasValues(TOOL, given(input)) };
    const uuid = await aliases.create(change, values);
    await change.apply(reconfigureAliases);
    return { uuid, name: input.name, type: values.type, content: values.content === '' ? [] : values.content.split('\n') };
  }
}
