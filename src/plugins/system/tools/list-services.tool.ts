import { IsIn } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListInput, ListOf, ListOutput, neverEmpty, Optional, pageOf, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { Service, toService } from '../../../core/system';
import { searchServices } from '../system.endpoints';

/** Which services. */
export class ListServicesInput extends ListInput {
  @Describe('Only these') @Optional() @IsIn(['running', 'stopped']) status?: 'running' | 'stopped';
}

/** A page of services. */
export class ListServicesOutput extends ListOutput {
  @ListOf(() => Service) services!: Service[];
}

const ALL_ROWS = -1;

/** The daemons that OPNsense controls, and whether each runs. */
@Tool({
  name: 'opn_list_services',
  title: 'List services',
  description: 'See which services of the firewall run or are stopped.',
  effect: 'read',
  input: ListServicesInput,
  output: ListServicesOutput,
  uses: [searchServices],
})
export class ListServicesTool implements ReadTool<ListServicesInput, ListServicesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: ListServicesInput): Promise<ListServicesOutput> {
    const { total, services } = input.status === undefined ? await this.page(input) : await this.filtered(input);
    return { total, services: [...services] };
  }

  private async page({ search, limit, page }: ListServicesInput): Promise<{ total: number; services: readonly Service[] }> {
    const { rows, total } = await this.firewall.read(searchServices, { body: { current: page, rowCount: limit, searchPhrase: search } });
    if (total === 0) await this.refuseSilence(search);
    return { total, services: rows.map(toService) };
  }

  // The firewall cannot filter by state, so all matches are read and paged here.
  private async filtered(input: ListServicesInput): Promise<{ total: number; services: readonly Service[] }> {
    const { rows } = await this.firewall.read(searchServices, { body: { current: 1, rowCount: ALL_ROWS, searchPhrase: input.search } });
    if (rows.length === 0) await this.refuseSilence(input.search);
    const matching = rows.map(toService).filter(({ running }) => running === (input.status === 'running'));
    return { total: matching.length, services: pageOf(matching, input) };
  }

  // Nothing that fits the words is an answer; no service at all is none.
  private async refuseSilence(search: string): Promise<void> {
    const { rows } = search === '' ? NOTHING : await this.firewall.read(searchServices, { body: { current: 1, rowCount: 1, searchPhrase: '' } });
    neverEmpty('services', rows);
  }
}

const NOTHING = { rows: [] };
