import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { configDownload, ListInput, ListOf, ListOutput, Optional, pageOf, present, Tool, type ReadTool } from '../../../core';
import { compareReleases, FirewallApi, FirewallConfig, OpnError } from '../../../ports';
import { namesOf } from '../configured-rules';
import { portForwards } from '../firewall.endpoints';
import { configuredPortForwards, PortForward, toPortForward } from '../port-forward';
import { matchingWords } from '../text-search';

/** Which port forwards. */
export class ListNatRulesInput extends ListInput {
  override limit = 20;
}

/** A page of port forwards. */
export class ListNatRulesOutput extends ListOutput {
  @ListOf(() => PortForward) port_forwards!: PortForward[];
  @Optional() @IsString() note?: string;
}

/** `opn_list_nat_rules` */
@Tool({
  name: 'opn_list_nat_rules',
  title: 'List port forwards',
  description: 'See the port forwards (destination NAT): what arrives where, and which inside host and port it goes to.',
  effect: 'read',
  input: ListNatRulesInput,
  output: ListNatRulesOutput,
  uses: [portForwards.search, configDownload],
})
export class ListNatRulesTool implements ReadTool<ListNatRulesInput, ListNatRulesOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(FirewallConfig) private readonly config: FirewallConfig,
  ) {}

  async run(input: ListNatRulesInput): Promise<ListNatRulesOutput> {
    const release = (await this.firewall.version())?.release;
    if (release !== undefined && compareReleases(release, '26.1') < 0) return this.fromConfiguration(input);
    try {
      return await this.fromApi(input);
    } catch (problem) {
      // Without a known release only the missing endpoint tells an older one.
      if (release !== undefined || !(problem instanceof OpnError) || problem.code !== 'OPN_NO_ENDPOINT') throw problem;
      return this.fromConfiguration(input);
    }
  }

  private async fromApi(input: ListNatRulesInput): Promise<ListNatRulesOutput> {
    const { rows, total } = await this.firewall.read(portForwards.search, { body: { current: input.page, rowCount: input.limit, searchPhrase: input.search } });
    // The anti-lockout rules stand before every page without being counted.
    const own = rows.filter(row => row.is_automatic !== true);
    return { total, port_forwards: own.map(toPortForward) };
  }

  private async fromConfiguration(input: ListNatRulesInput): Promise<ListNatRulesOutput> {
    const all = configuredPortForwards(await this.config.section('nat.rule'), await namesOf(this.config));
    const found = matchingWords(all, input.search);
    const note = 'Read from the saved configuration; this release changes port forwards only in the web GUI.';
    return { total: found.length, port_forwards: [...pageOf(found, input)], ...present<Partial<ListNatRulesOutput>>({ note }) };
  }
}
