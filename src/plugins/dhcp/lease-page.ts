import { IsIn, IsString } from 'class-validator';
import { Describe, ListOf, ListOutput, Optional, present, TableInput } from '../../core';
import { type FirewallApi, type ReadEndpoint, type SearchAnswer } from '../../ports';
import { Lease } from './lease';
import { InterfaceKey } from './fields';
import { SERVER_STATES, serverStanding, type ServerState, stateNote, type StatusAnswer } from './server-state';

/** Which leases. */
export class LeaseInput extends TableInput {
  override limit = 25;
  @Describe('Key, such as lan') @Optional() @InterfaceKey() interface?: string;
}

/** A page of leases. */
export class LeaseOutput extends ListOutput {
  /** Whether the server that gives them runs. */
  @IsIn(SERVER_STATES) service!: ServerState;
  @Optional() @IsString() note?: string;
  @ListOf(() => Lease) leases!: Lease[];
}

/** A server that gives leases: its name, where they are listed and what its rows mean. */
export interface LeaseSource<Row> {
  readonly server: string;
  readonly search: ReadEndpoint<SearchAnswer<Row>>;
  readonly status: ReadEndpoint<StatusAnswer>;
  readonly toLease: (row: Row) => Lease;
}

/** A page of leases, filtered and counted by the firewall, with the state of the server; two requests at once. */
export async function leasePage<Row>(firewall: FirewallApi, source: LeaseSource<Row>, input: LeaseInput, further: Readonly<Record<string, unknown>> = {}): Promise<LeaseOutput> {
  const { search, limit, page } = input;
  const body = { current: page, rowCount: limit, searchPhrase: search, ...(input.interface === undefined ? {} : { selected_interfaces: [input.interface] }), ...further };
  const [{ rows, total }, standing] = await Promise.all([firewall.read(source.search, { body }), serverStanding(firewall, source.status)]);
  return { total, service: standing.state, ...present<Partial<LeaseOutput>>({ note: stateNote(source.server, standing, total) }), leases: rows.map(source.toLease) };
}
