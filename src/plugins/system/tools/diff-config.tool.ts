import { IsString, Matches } from 'class-validator';
import { inject } from 'tsyringe';
import { configBackups, configDownload, Describe, ListInput, ListOf, ListOutput, Optional, pageOf, type ReadTool, Tool } from '../../../core';
import { ChangedItem, changedItem, historyEntry } from '../../../core/system';
import { ConfigurationHistory, OpnError, type SavedEntry } from '../../../ports';
import { ENTRY_ID } from '../config-entry';

/** Which two configurations to compare. */
export class DiffConfigInput extends ListInput {
  @Describe('Entry of opn_list_config_history; the one before `to` by default') @Optional() @Matches(ENTRY_ID) from?: string;
  @Describe('Entry; what is saved now by default') @Optional() @Matches(ENTRY_ID) to?: string;
  @Describe('Only below this section, such as filter') @IsString() section = '';
}

/** What differs between two configurations, a page of it. */
export class DiffConfigOutput extends ListOutput {
  @IsString() from!: string;
  @IsString() to!: string;
  /** Who saved what between them, oldest first. */
  @ListOf(() => Saved) saved!: Saved[];
  @ListOf(() => ChangedItem) differences!: ChangedItem[];
}

/** Who saved one of the entries between. */
export class Saved {
  @IsString() saved!: string;
  @IsString() user!: string;
  @IsString() description!: string;
}

const SHOWN_ENTRIES = 10;

/** What differs between two saved configurations. */
@Tool({
  name: 'opn_diff_config',
  title: 'Compare configurations',
  description: 'See what changed between two entries of the configuration history, item by item; by default the last change. Secrets are replaced.',
  effect: 'read',
  optIn: true,
  input: DiffConfigInput,
  output: DiffConfigOutput,
  uses: [configBackups, configDownload],
})
export class DiffConfigTool implements ReadTool<DiffConfigInput, DiffConfigOutput> {
  constructor(@inject(ConfigurationHistory) private readonly history: ConfigurationHistory) {}

  async run(input: DiffConfigInput): Promise<DiffConfigOutput> {
    const entries = await this.history.entries();
    const to = input.to === undefined ? entries[0] : historyEntry(input.to, entries);
    const from = input.from === undefined ? entries[entries.findIndex(({ id }) => id === to?.id) + 1] : historyEntry(input.from, entries);
    if (to === undefined || from === undefined) throw new OpnError('OPN_NOT_FOUND', 'The configuration history has no two entries to compare.', 'opn_list_config_history lists what it has.');
    const all = await this.history.differences(from, to);
    const wanted = all.filter(({ section }) => input.section === '' || section === input.section || section.startsWith(`${input.section}.`));
    return { from: from.id, to: to.id, saved: between(entries, from, to), total: wanted.length, differences: pageOf(wanted, input).map(changedItem) };
  }
}

function between(entries: readonly SavedEntry[], from: SavedEntry, to: SavedEntry): Saved[] {
  const [first, last] = [entries.indexOf(from), entries.indexOf(to)];
  return entries.slice(last, Math.max(first, last)).slice(0, SHOWN_ENTRIES).reverse().map(({ saved, user, description }) => ({ saved, user, description }));
}
