import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configBackups, Describe, ListInput, ListOf, ListOutput, pageOf, type ReadTool, Tool } from '../../../core';
import { ConfigurationHistory } from '../../../ports';

/** Which entries. */
export class ListConfigHistoryInput extends ListInput {
  @Describe('Only what this user saved') @IsString() user = '';
}

/** One saved configuration. */
export class ConfigEntry {
  @IsString() id!: string;
  /** ISO 8601, UTC. */
  @IsString() saved!: string;
  /** Who, and from which address. */
  @IsString() user!: string;
  /** What was done, in the firewall's words. */
  @IsString() description!: string;
}

/** A page of the configuration history, newest first. */
export class ListConfigHistoryOutput extends ListOutput {
  @ListOf(() => ConfigEntry) entries!: ConfigEntry[];
}

/** Who changed the configuration when. */
@Tool({
  name: 'opn_list_config_history',
  title: 'Configuration history',
  description: 'See who changed the configuration when, in the web GUI or by the API, newest first. opn_diff_config shows what; opn_change_history has what this server changed.',
  effect: 'read',
  optIn: true,
  input: ListConfigHistoryInput,
  output: ListConfigHistoryOutput,
  uses: [configBackups],
})
export class ListConfigHistoryTool implements ReadTool<ListConfigHistoryInput, ListConfigHistoryOutput> {
  constructor(@inject(ConfigurationHistory) private readonly history: ConfigurationHistory) {}

  // The firewall gives its history whole, and searches none of it.
  async run(input: ListConfigHistoryInput): Promise<ListConfigHistoryOutput> {
    const words = input.search.toLowerCase().split(/\s+/).filter(word => word !== '');
    const entries = (await this.history.entries()).filter(({ user, description, saved }) => {
      const text = `${user} ${description} ${saved}`.toLowerCase();
      return (input.user === '' || user === input.user || user.startsWith(`${input.user}@`)) && words.every(word => text.includes(word));
    });
    return { total: entries.length, entries: pageOf(entries, input).map(({ id, saved, user, description }) => ({ id, saved, user, description })) };
  }
}
