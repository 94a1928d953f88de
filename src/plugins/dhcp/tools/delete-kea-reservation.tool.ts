import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { KeaItemInput, keaOf } from '../kea-family';
import { changeServer, ServerOutput } from '../server-change';

/** What was deleted. */
export class DeleteKeaReservationOutput extends ServerOutput {
  @IsString() deleted!: string;
  @IsString() ip!: string;
}

/** `opn_delete_kea_reservation` */
@Tool({
  name: 'opn_delete_kea_reservation',
  title: 'Delete a reservation of Kea',
  description: 'Let Kea give an address to anybody again; Kea restarts.',
  effect: 'destroy',
  optIn: true,
  input: KeaItemInput,
  output: DeleteKeaReservationOutput,
  uses: [...[KEA4, KEA6].flatMap(({ reservations: { get, search, del, set } }) => [get, search, del, set]), KEA4.status, KEA4.reconfigure],
  idempotent: true,
})
export class DeleteKeaReservationTool implements WriteTool<KeaItemInput, DeleteKeaReservationOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  run({ uuid, family }: KeaItemInput, change: Change): Promise<DeleteKeaReservationOutput> {
    return changeServer(this.firewall, change, KEA4, async () => {
      const { ip_address: ip } = await keaOf(family).reservations.remove(this.firewall, change, uuid);
      return { deleted: uuid, ip: String(ip) };
    });
  }
}
