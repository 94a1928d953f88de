import { IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A reservation as `kea/dhcpv4/search_reservation` and its IPv6 twin list it. */
export interface ReservationRow {
  readonly uuid: string;
  /** The subnet's uuid; up to 25.1 its network. */
  readonly subnet: string;
  readonly '%subnet'?: string;
  readonly ip_address: string;
  readonly hw_address?: string;
  readonly client_id?: string;
  readonly duid?: string;
  readonly hostname: string;
  readonly description: string;
}

const maybe = shape.optional(shape.text);

/** What each row has. */
export const reservationRow = shape.object({ uuid: shape.name, subnet: shape.text, ip_address: shape.text, hw_address: maybe, client_id: maybe, duid: maybe, hostname: shape.text, description: shape.text });

/** An address that Kea keeps for one client. */
export class KeaReservation {
  @IsString() uuid!: string;
  @IsString() ip!: string;
  @Optional() @IsString() mac?: string;
  /** DUID with IPv6, client id with IPv4. */
  @Optional() @IsString() client_id?: string;
  @Optional() @IsString() hostname?: string;
  /** The network that it belongs to. */
  @Optional() @IsString() subnet?: string;
  @Optional() @IsString() description?: string;
}

/** One row as a reservation. */
export function toReservation(row: ReservationRow): KeaReservation {
  return present<KeaReservation>({
    uuid: row.uuid, ip: row.ip_address, mac: row.hw_address, client_id: row.duid || row.client_id, hostname: row.hostname, subnet: networkIn(row['%subnet'] ?? row.subnet), description: row.description,
  });
}

/** The label of a subnet without the name of its interface, which stands before it since 26.1. */
function networkIn(label: string): string {
  return label.split(' ').at(-1) ?? label;
}

/** A reservation in words, for messages. */
export function nameOf({ uuid, ip, mac, client_id, hostname }: KeaReservation): string {
  return `${hostname === undefined ? '' : `${hostname} `}(${ip}, ${mac ?? client_id ?? 'nobody'}, uuid ${uuid})`;
}
