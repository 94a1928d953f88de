import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, present, Tool, type WriteTool } from '../../../core';
import { type Change, FirewallApi, OpnError } from '../../../ports';
import { plainMac } from '../addresses';
import { refuseConflicts } from '../conflicts';
import { KEA4, KEA6 } from '../dhcp.endpoints';
import { AddressText } from '../fields';
import { familyOf, keaOf } from '../kea-family';
import { leaseWarning, NewReservationDetails, refuseDuid, subnetFor, surroundings } from '../kea-reservation-input';
import { type Lease } from '../lease';
import { changeServer, ServerOutput } from '../server-change';

/** What the reservation is to be. */
export class AddKeaReservationInput extends NewReservationDetails {
  @Describe('In a subnet of Kea') @AddressText() ip_address!: string;
}

/** The new reservation. */
export class AddKeaReservationOutput extends ServerOutput {
  @IsString() uuid!: string;
  @IsString() ip!: string;
  /** MAC address or DUID that it is for. */
  @IsString() client!: string;
  @Optional() @IsString() hostname?: string;
  @IsString() subnet!: string;
  /** Who else uses the address now. */
  @Optional() @IsString() warning?: string;
}

const TOOL = 'opn_add_kea_reservation';

/** `opn_add_kea_reservation` */
@Tool({
  name: TOOL,
  title: 'Reserve an address in Kea',
  description: 'Let a client always get the same address from Kea, also to make a lease permanent (from_lease).',
  effect: 'write',
  optIn: true,
  input: AddKeaReservationInput,
  output: AddKeaReservationOutput,
  uses: [...[KEA4, KEA6].flatMap(kea => [kea.subnets.search, kea.reservations.search, kea.search, kea.reservations.add, kea.reservations.del]), KEA4.status, KEA4.reconfigure],
})
export class AddKeaReservationTool implements WriteTool<AddKeaReservationInput, AddKeaReservationOutput> {
  constructor(@inject(FirewallApi) private readonly firewall: FirewallApi) {}

  async run({ ip_address: ip, from_lease: fromLease, ...given }: AddKeaReservationInput, change: Change): Promise<AddKeaReservationOutput> {
    const family = familyOf(ip);
    refuseDuid(TOOL, family, given.duid);
    const { subnets, holders, lease } = await surroundings(this.firewall, family, ip);
    const { mac, duid, hostname = '', description = '' } = fromLease ? { ...fromLeaseOf(ip, family === 'ipv6', lease), ...given } : given;
    const client = mac === undefined ? duid : plainMac(mac);
    if (client === undefined) throw new OpnError('OPN_INVALID_INPUT', `${TOOL}: ${family === 'ipv4' ? 'mac' : 'duid'} is missing`, 'Give it, or from_lease=true to take it from the lease of ip_address.');
    const subnet = subnetFor(TOOL, ip, subnets);
    refuseConflicts(TOOL, { ips: [ip], ids: [client] }, holders);
    const values = { subnet: subnet.uuid, ip_address: ip, ...(mac === undefined ? { duid } : { hw_address: client }), hostname, description };
    return changeServer(this.firewall, change, KEA4, async () => {
      const uuid = await keaOf(family).reservations.create(change, values);
      return present<Omit<AddKeaReservationOutput, 'service'>>({ uuid, ip, client, hostname, subnet: subnet.subnet ?? '', warning: leaseWarning([client], lease) });
    });
  }
}

function fromLeaseOf(ip: string, isIpv6: boolean, lease: Lease | undefined): { readonly mac?: string; readonly duid?: string; readonly hostname?: string } {
  if (lease === undefined) throw new OpnError('OPN_NOT_FOUND', `${TOOL}: nobody has a lease of ${ip}.`, 'See opn_list_kea_leases.');
  return present<{ mac?: string; duid?: string; hostname?: string }>({ mac: isIpv6 ? undefined : lease.mac, duid: isIpv6 ? lease.client_id : undefined, hostname: lease.hostname });
}
