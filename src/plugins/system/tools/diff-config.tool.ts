import { IsIn, IsString, Matches } from 'class-validator';
import { inject } from 'tsyringe';
import { configBackups, configDownload, Describe, ListInput, ListOf, ListOutput, Optional, pageOf, present, type ReadTool, Tool } from '../../../core';
import { ConfigurationHistory, type ItemDifference, OpnError, type SavedEntry } from '../../../ports';
import { ENTRY_ID } from '../config-entry';

/** Which two configurations to compare. */
export class DiffConfigInput extends ListInput {
  @Describe('Entry of opn_list_config_history; the one before `to` by default') @Optional() @Matches(ENTRY_ID) from?: string;
  @Describe('Entry; what is saved now by default') @Optional() @Matches(ENTRY_ID) to?: string;
  @Describe('Only below this section, such as filter') @IsString() section = '';
}

/** One value that differs. */
export class ConfigValueDifference {
  /** Dotted, below the item. */
  @IsString() path!: string;
  /** Absent where there was none. */
  @Optional() @IsString() from?: string;
  @Optional() @IsString() to?: string;
}

/** One item or part of a section that differs. */
export class ConfigItemDifference {
  @IsString() section!: string;
  @IsIn(['added', 'removed', 'changed']) change!: ItemDifference['change'];
  @Optional() @IsString() name?: string;
  @Optional() @IsString() uuid?: string;
  @ListOf(() => ConfigValueDifference) values!: ConfigValueDifference[];
}

/** What differs between two configurations, a page of it. */
export class DiffConfigOutput extends ListOutput {
  @IsString() from!: string;
  @IsString() to!: string;
  /** Who saved what between them, oldest first. */
  @ListOf(() => Saved) saved!: Saved[];
  @ListOf(() => ConfigItemDifference) differences!: ConfigItemDifference[];
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
    const to = input.to ?? entries[0]?.id;
    const from = input.from ?? entries[entries.findIndex(({ id }) => id === to) + 1]?.id;
    if (to === undefined || from === undefined) throw new OpnError('OPN_NOT_FOUND', 'The configuration history has no two entries to compare.', 'opn_list_config_history lists what it has.');
    const all = await this.history.differences(from, to);
    const wanted = all.filter(({ section }) => input.section === '' || section === input.section || section.startsWith(`${input.section}.`));
    return { from, to, saved: between(entries, from, to), total: wanted.length, differences: pageOf(wanted, input).map(toDifference) };
  }
}

function between(entries: readonly SavedEntry[], from: string, to: string): Saved[] {
  const [first, last] = [from, to].map(id => entries.findIndex(entry => entry.id === id)) as [number, number];
  return entries.slice(last, Math.max(first, last)).slice(0, SHOWN_ENTRIES).reverse().map(({ saved, user, description }) => ({ saved, user, description }));
}

function toDifference({ section, change, name, uuid, values }: ItemDifference): ConfigItemDifference {
  return present<ConfigItemDifference>({ section, change, name, uuid, values: values.map(({ path, from, to }) => ({ path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })) });
}
