import { IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, ListInput, ListOf, ListOutput, Optional, pageOf, present, Tool, type ReadTool } from '../../../core';
import { FirewallApi, FirewallConfig } from '../../../ports';
import { namesOf } from '../configured-rules';
import { configuredSourceNat, idleNote, type SourceNatMode, sourceNatMode, SourceNatRule } from '../source-nat';
import { matchingWords } from '../text-search';

/** Which rules. */
export class ListSourceNatInput extends ListInput {
  override limit = 20;
}

/** A page of rules. */
export class ListSourceNatOutput extends ListOutput {
  /** automatic: OPNsense's own rules; hybrid: both; advanced: only those here. */
  @IsIn(['automatic', 'hybrid', 'advanced', 'disabled']) mode!: SourceNatMode;
  @Optional() @IsString() note?: string;
  /** In their order. */
  @ListOf(() => SourceNatRule) rules!: SourceNatRule[];
}

/**
 * `opn_list_source_nat`. It filters and pages what the configuration holds, as no release's search can do that: up to 25.1 its rows have three
 * columns, up to 25.7 it looks for words in these alone, and since 26.1 it lists OPNsense's own rules, alone or between the others, by the mode.
 * The mode stands in the configuration, too, so that one request tells both.
 */
@Tool({
  name: 'opn_list_source_nat',
  title: 'List source NAT rules',
  description: 'See the rules of source NAT (outbound NAT) that can be changed here, and whether OPNsense makes its own beside them.',
  effect: 'read',
  optIn: true,
  input: ListSourceNatInput,
  output: ListSourceNatOutput,
  uses: [configDownload],
})
export class ListSourceNatTool implements ReadTool<ListSourceNatInput, ListSourceNatOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run(input: ListSourceNatInput): Promise<ListSourceNatOutput> {
    const [rules, names, mode] = await Promise.all([this.config.section('OPNsense.Firewall.Filter.snatrules.rule'), namesOf(this.config), sourceNatMode(this.config)]);
    const all = configuredSourceNat(rules, names);
    const found = matchingWords(all, input.search);
    const note = all.length === 0 ? undefined : await idleNote(this.firewall, mode);
    return { total: found.length, mode, ...present<Partial<ListSourceNatOutput>>({ note }), rules: [...pageOf(found, input)] };
  }
}
