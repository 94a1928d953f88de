import { IsBoolean, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, ListOf, ListOutput, Nested, Optional, PageInput, part, present, Tool, unavailable, Unavailable, type ReadTool } from '../../../core';
import { findStates, MOST_STATES, PfState, toPfState } from '../../../core/pf-states';
import { FirewallApi } from '../../../ports';
import { queryStates, stateTable } from '../diagnostics.endpoints';
import { StateSummary, type StateTable, toStateSummary } from '../state-summary';

/** Which states. */
export class PfStatesInput extends PageInput {
  @Describe('Words: addresses, networks, ports, interfaces, rule texts') @IsString() search = '';
  @Describe('Let in by this rule') @Matches(/^[\da-z-]*$/, { message: '$property must be the id of a rule' }) rule_id = '';
  @Describe('Only counts') @IsBoolean() summary = false;
  @Describe('Also ids') @IsBoolean() ids = false;
  @Describe('Per page') @IsInt() @Min(1) @Max(1000) limit = 15;
  @Describe('Names, with commas') @IsString() override readonly fields: string = '';
  @Describe('As CSV') @IsBoolean() override readonly csv: boolean = false;
}

/** A page of states, or their numbers. */
export class PfStatesOutput extends ListOutput {
  @Optional() @ListOf(() => PfState) states?: PfState[];
  @Optional() @Nested(() => StateSummary) summary?: StateSummary;
  @Optional() @IsString() note?: string;
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

/** pf's state table. */
@Tool({
  name: 'opn_pf_states',
  title: 'Connections (pf states)',
  description: 'See which connections the firewall lets through right now: ends, NAT, age, traffic and rule of each. A forwarded connection has a state on each interface.',
  effect: 'read',
  input: PfStatesInput,
  output: PfStatesOutput,
  uses: [queryStates, stateTable],
})
export class PfStatesTool implements ReadTool<PfStatesInput, PfStatesOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run(input: PfStatesInput): Promise<PfStatesOutput> {
    return input.summary ? this.summary(input) : this.list(input);
  }

  private async list(input: PfStatesInput): Promise<PfStatesOutput> {
    const { rows, total, lookedAt } = await findStates(this.firewall, input);
    return { total, states: rows.map(row => toPfState(row, input.ids)), ...present<Partial<PfStatesOutput>>({ note: partly(lookedAt) }) };
  }

  private async summary({ search, rule_id }: PfStatesInput): Promise<PfStatesOutput> {
    const [{ rows, total, lookedAt }, table] = await Promise.all([
      findStates(this.firewall, { search, rule_id, limit: MOST_STATES, page: 1 }),
      part('size of the state table', this.table()),
    ]);
    return { total, summary: toStateSummary(rows, table.value), ...present<Partial<PfStatesOutput>>({ note: partly(lookedAt), unavailable: unavailable(table) }) };
  }

  private async table(): Promise<StateTable> {
    const { current, limit } = await this.firewall.read(stateTable);
    return { states: Number(current), limit: Number(limit) };
  }
}

function partly(lookedAt: number | undefined): string | undefined {
  return lookedAt === undefined ? undefined : `Only ${String(lookedAt)} states were searched: there are more than can be read at once. Addresses find among all.`;
}
