import { IsArray, IsIn, IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, refuseEmpty, Tool, Uuid, type WriteTool } from '../../../core';
import { type Change, FirewallApi } from '../../../ports';
import { plainMac } from '../addresses';
import { refuseConflicts } from '../conflicts';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { AddressText } from '../fields';
import { type Family, keaOf } from '../kea-family';
import { leaseWarning, refuseDuid, ReservationDetails, subnetFor, surroundings } from '../kea-reservation-input';
import { changeServer, differing, ServerOutput } from '../server-change';
import { serverState } from '../server-state';

/** Which reservation, and what it is to be. */
export class UpdateKeaReservationInput extends ReservationDetails {
  @Describe('From opn_list_kea_reservations') @Uuid() uuid!: string;
  @Describe('Protocol') @IsIn(['ipv4', 'ipv6']) family: Family = 'ipv4';
  @Describe('In a subnet of Kea') @Optional() @AddressText() ip_address?: string;
}

/** What was changed. */
export class UpdateKeaReservationOutput extends ServerOutput {
  @IsString() uuid!: string;
  /** Fields whose values changed, as OPNsense names them; empty when all were so already. */
  @IsArray() @IsString({ each: true }) changed!: string[];
  /** Who else uses the address now. */
  @Optional() @IsString() warning?: string;
}

const TOOL = 'opn_update_kea_reservation';

/** `opn_update_kea_reservation` */
@Tool({
  name: TOOL,
  title: 'Change a reservation of Kea',
  description: 'Change the given fields of a reservation; Kea restarts.',
  effect: 'destroy',
  optIn: true,
  input: UpdateKeaReservationInput,
  output: UpdateKeaReservationOutput,
  uses: [...[KEA4, KEA6].flatMap(kea => [kea.subnets.search, kea.reservations.search, kea.search, kea.reservations.get, kea.reservations.set]), KEA4.status, KEA4.reconfigure],
  idempotent: true,
})
export class UpdateKeaReservationTool implements WriteTool<UpdateKeaReservationInput, UpdateKeaReservationOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ uuid, family, ...input }: UpdateKeaReservationInput, change: Change): Promise<UpdateKeaReservationOutput> {
    refuseEmpty(TOOL, input);
    refuseDuid(TOOL, family, input.duid);
    const { reservations } = keaOf(family);
    const former = await reservations.existing(this.firewall, uuid);
    const ip = input.ip_address ?? String(former['ip_address']);
    const { subnets, holders, lease } = await surroundings(this.firewall, family, ip);
    const values = differing(valuesOf(input, input.ip_address === undefined ? undefined : subnetFor(TOOL, ip, subnets).uuid), former);
    const changed = Object.keys(values);
    if (changed.length === 0) return { uuid, changed, service: await serverState(this.firewall, KEA4.status) };
    const ids = [values['hw_address'] ?? former['hw_address'], values['duid'] ?? former['duid']].flatMap(id => (typeof id === 'string' && id !== '' ? [id] : []));
    refuseConflicts(TOOL, { uuid, ips: [ip], ids }, holders);
    return changeServer(this.firewall, change, KEA4, async () => {
      await reservations.change(change, uuid, values, former);
      return present<Omit<UpdateKeaReservationOutput, 'service'>>({ uuid, changed, warning: leaseWarning(ids, lease) });
    });
  }
}

function valuesOf(input: Omit<UpdateKeaReservationInput, 'uuid' | 'family'>, subnet: string | undefined): Record<string, string> {
  const values = { subnet, ip_address: input.ip_address, hw_address: input.mac === undefined ? undefined : plainMac(input.mac), duid: input.duid, hostname: input.hostname, description: input.description };
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
