import { IsBoolean, Matches } from 'class-validator';
import { Describe, Optional, Text } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { isInSubnet, isSameAddress, plainMac } from './addresses';
import { type Holder } from './conflicts';
import { HostName, Mac } from './fields';
import { keaOf, type Family } from './kea-family';
import { nameOf, type KeaReservation } from './kea-reservation';
import { type KeaSubnet } from './kea-subnet';
import { type Lease } from './lease';

const EVERYTHING = { search: '', limit: -1, page: 1 };

/** What a reservation can be given beside its address. */
export class ReservationDetails {
  @Describe('Of the client') @Optional() @Mac() mac?: string;
  @Describe('IPv6: its DUID') @Optional() @Matches(/^[\da-fA-F:]+$/, { message: 'duid must be bytes in hexadecimal with colons between them' }) duid?: string;
  @Describe('Its name') @Optional() @HostName() hostname?: string;
  @Describe('Its purpose') @Optional() @Text() description?: string;
}

/** A reservation that may be made out of a lease. */
export class NewReservationDetails extends ReservationDetails {
  @Describe('Take client and name from the lease') @IsBoolean() from_lease = false;
}

/** What Kea knows about an address. */
export interface Surroundings {
  readonly subnets: readonly KeaSubnet[];
  readonly holders: readonly Holder[];
  readonly lease: Lease | undefined;
}

/** Reads subnets, reservations and the lease of an address at once. */
export async function surroundings(firewall: FirewallApi, family: Family, ip: string): Promise<Surroundings> {
  const kea = keaOf(family);
  const [subnets, reservations, leases] = await Promise.all([
    kea.subnets.list(firewall, EVERYTHING),
    kea.reservations.list(firewall, EVERYTHING),
    firewall.read(kea.search, { body: { current: 1, rowCount: 100, searchPhrase: ip } }),
  ]);
  return { subnets: subnets.items, holders: reservations.items.map(toHolder), lease: leases.rows.map(kea.toLease).find(lease => isSameAddress(lease.ip, ip) && lease.state === undefined) };
}

function toHolder(reservation: KeaReservation): Holder {
  const { uuid, ip, mac, client_id } = reservation;
  return { uuid, ips: [ip], ids: [mac, client_id].filter(id => id !== undefined), label: nameOf(reservation) };
}

/** The subnet that holds an address; throws OPN_INVALID_INPUT that names those there are. */
export function subnetFor(tool: string, ip: string, subnets: readonly KeaSubnet[]): KeaSubnet {
  const holding = subnets.filter(({ subnet }) => subnet !== undefined && isInSubnet(ip, subnet));
  const [narrowest] = holding.toSorted((a, b) => Number(b.subnet?.split('/')[1]) - Number(a.subnet?.split('/')[1]));
  if (narrowest !== undefined) return narrowest;
  const known = subnets.flatMap(({ subnet }) => subnet ?? []);
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: no subnet of Kea holds ${ip}; there ${known.length === 0 ? 'are none' : `is ${known.slice(0, 10).join(', ')}`}.`, 'Add one with opn_add_kea_subnet, or choose another address. Nothing was sent to the firewall.');
}

/** What is said of another client that uses the address now; undefined when nobody does. */
export function leaseWarning(ids: readonly string[], lease: Lease | undefined): string | undefined {
  const current = [lease?.mac, lease?.client_id].filter(id => id !== undefined);
  if (lease === undefined || current.some(id => ids.map(plainMac).includes(plainMac(id)))) return undefined;
  return `${lease.ip} is leased to ${lease.hostname ?? lease.mac ?? lease.client_id ?? 'another client'} (${lease.mac ?? lease.client_id ?? ''}) until ${lease.expires ?? 'it is released'}; that client keeps it until then.`;
}

/** Throws OPN_INVALID_INPUT for a DUID with IPv4, which OPNsense would ignore. */
export function refuseDuid(tool: string, family: Family, duid: string | undefined): void {
  if (family === 'ipv4' && duid !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${tool}: duid cannot be given for IPv4`, 'Give mac. Nothing was sent to the firewall.');
}
