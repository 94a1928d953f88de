import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { EVERY_ROW, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { KeaItemInput, keaOf } from '../kea-family';
import { nameOf, toReservation } from '../kea-reservation';
import { changeServer, ServerOutput } from '../server-change';

/** What was deleted. */
export class DeleteKeaSubnetOutput extends ServerOutput {
  @IsString() deleted!: string;
  @IsString() subnet!: string;
}

const SHOWN = 10;

/** `opn_delete_kea_subnet` */
@Tool({
  name: 'opn_delete_kea_subnet',
  title: 'Delete a Kea subnet',
  description: 'Stop Kea from serving a network. A subnet that has reservations is kept.',
  effect: 'destroy',
  optIn: true,
  input: KeaItemInput,
  output: DeleteKeaSubnetOutput,
  uses: [
    KEA4.subnets.get, KEA4.subnets.search, KEA4.subnets.del, KEA4.subnets.set, KEA4.reservations.search, KEA6.subnets.get, KEA6.subnets.search, KEA6.subnets.del, KEA6.subnets.set, KEA6.reservations.search, KEA4.status, KEA4.reconfigure,
  ],
  idempotent: true,
})
export class DeleteKeaSubnetTool implements WriteTool<KeaItemInput, DeleteKeaSubnetOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, family }: KeaItemInput, change: Change): Promise<DeleteKeaSubnetOutput> {
    const { subnets, reservations } = keaOf(family);
    const [former, { rows }] = await Promise.all([subnets.existing(this.firewall, uuid), this.firewall.read(reservations.search, EVERY_ROW)]);
    const subnet = String(former['subnet']);
    // Up to 25.7 the firewall itself deletes it all the same, and leaves reservations that belong nowhere. Up to 25.1 they name the network.
    const own = rows.filter(row => row.subnet === uuid || row.subnet === subnet).map(toReservation);
    if (own.length > 0) {
      const rest = own.length - SHOWN;
      throw new OpnError('OPN_IN_USE', `The subnet ${subnet} has reservations: ${own.slice(0, SHOWN).map(nameOf).join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}.`, 'Delete these first.');
    }
    return changeServer(this.firewall, change, KEA4, async () => {
      await subnets.remove(this.firewall, change, uuid);
      return { deleted: uuid, subnet };
    });
  }
}
