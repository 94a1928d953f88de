import { inject } from 'tsyringe';
import { ListOf, ListOutput, Tool, type ReadTool } from '../../../core';
import { FirewallApi } from '../../../ports';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { KeaListInput, keaOf } from '../kea-family';
import { KeaReservation } from '../kea-reservation';

/** A page of reservations. */
export class ListKeaReservationsOutput extends ListOutput {
  @ListOf(() => KeaReservation) reservations!: KeaReservation[];
}

/** `opn_list_kea_reservations` */
@Tool({
  name: 'opn_list_kea_reservations',
  title: 'Reservations of Kea',
  description: 'See which clients always get the same address from Kea.',
  effect: 'read',
  optIn: true,
  input: KeaListInput,
  output: ListKeaReservationsOutput,
  uses: [KEA4.reservations.search, KEA6.reservations.search],
})
export class ListKeaReservationsTool implements ReadTool<KeaListInput, ListKeaReservationsOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run(input: KeaListInput): Promise<ListKeaReservationsOutput> {
    const { items, total } = await keaOf(input.family).reservations.list(this.firewall, input);
    return { total, reservations: [...items] };
  }
}
