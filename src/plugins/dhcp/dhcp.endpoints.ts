import { type GotItem, reads, Collection, searches, shape, writes } from '../../core';
import { type FirewallApi } from '../../ports';
import { type DnsmasqHost, type HostRow, hostRow, toHost } from './dnsmasq-host';
import { type DnsmasqRange, type InterfaceKeys, type RangeRow, rangeRow, toRange } from './dnsmasq-range';
import { type KeaReservation, type ReservationRow, reservationRow, toReservation } from './kea-reservation';
import { type KeaSubnet, type SubnetRow, subnetRow, toSubnet } from './kea-subnet';
import { type DnsmasqLeaseRow, dnsmasqLeaseRow, fromDnsmasq, fromIsc, fromKea, type IscLeaseRow, iscLeaseRow, type KeaLeaseRow, keaLeaseRow } from './lease';
import { type StatusAnswer } from './server-state';

const status = shape.object({ status: shape.text });
const ISC = { package: 'os-isc-dhcp' };

/** ISC DHCP for IPv4: part of OPNsense up to 25.7, a plugin later. */
export const ISC_DHCP4 = {
  server: 'ISC DHCP',
  search: searches<IscLeaseRow>('dhcpv4/leases/search_lease', { shape: iscLeaseRow, ...ISC }),
  status: reads<StatusAnswer>('dhcpv4/service/status', { shape: status, ...ISC }),
  toLease: fromIsc,
};
/** ISC DHCP for IPv6. */
export const ISC_DHCP6 = {
  server: 'ISC DHCP for IPv6',
  search: searches<IscLeaseRow>('dhcpv6/leases/search_lease', { shape: iscLeaseRow, ...ISC }),
  status: reads<StatusAnswer>('dhcpv6/service/status', { shape: status, ...ISC }),
  toLease: fromIsc,
};

const keaService = {
  server: 'Kea',
  status: reads<StatusAnswer>('kea/service/status', { shape: status }),
  /** Writes Kea's files from what is saved, and starts it with them if it is switched on. */
  reconfigure: writes<{ readonly status: string }>('kea/service/reconfigure', { slow: true }),
};

/** Saves Kea's settings as a whole; besides, subnets that collect their options take the firewall's address. */
export const collectKeaOptions = writes<{ readonly result: string }>('kea/dhcpv4/set');

/** Kea for IPv4. */
export const KEA4 = {
  ...keaService,
  search: searches<KeaLeaseRow>('kea/leases4/search', { shape: keaLeaseRow }),
  toLease: fromKea,
  subnets: new Collection<SubnetRow, KeaSubnet>({ controller: 'kea/dhcpv4', action: 'subnet', wrapper: 'subnet4', noun: 'Kea subnet', row: subnetRow }, toSubnet),
  reservations: new Collection<ReservationRow, KeaReservation>({ controller: 'kea/dhcpv4', action: 'reservation', wrapper: 'reservation', noun: 'Kea reservation', row: reservationRow }, toReservation),
};
const since251 = { since: '25.1' } as const;
/** Kea for IPv6. */
export const KEA6 = {
  ...keaService,
  search: searches<KeaLeaseRow>('kea/leases6/search', { shape: keaLeaseRow, ...since251 }),
  toLease: fromKea,
  subnets: new Collection<SubnetRow, KeaSubnet>({ controller: 'kea/dhcpv6', action: 'subnet', wrapper: 'subnet6', noun: 'Kea subnet', row: subnetRow, facts: since251 }, toSubnet),
  reservations: new Collection<ReservationRow, KeaReservation>({ controller: 'kea/dhcpv6', action: 'reservation', wrapper: 'reservation', noun: 'Kea reservation', row: reservationRow, facts: since251 }, toReservation),
};

/** Dnsmasq, for both protocols. */
export const DNSMASQ = {
  server: 'Dnsmasq',
  search: searches<DnsmasqLeaseRow>('dnsmasq/leases/search', { shape: dnsmasqLeaseRow, ...since251 }),
  status: reads<StatusAnswer>('dnsmasq/service/status', { shape: status, ...since251 }),
  /** Restarts Dnsmasq with what is saved if it is switched on, and loads the firewall rules that go with it. */
  reconfigure: writes<{ readonly status: string }>('dnsmasq/service/reconfigure', { slow: true, ...since251 }),
  toLease: fromDnsmasq,
};
/** What Dnsmasq hands out. */
export const ranges = new Collection<RangeRow, DnsmasqRange>({ controller: 'dnsmasq/settings', action: 'range', wrapper: 'range', noun: 'Dnsmasq range', row: rangeRow, facts: since251 }, row => toRange(row));
/** Clients and names that Dnsmasq knows. */
export const hosts = new Collection<HostRow, DnsmasqHost>({ controller: 'dnsmasq/settings', action: 'host', wrapper: 'host', noun: 'Dnsmasq host', row: hostRow, facts: since251 }, toHost);

/** The interfaces that a range can be on: their keys by the names that people gave them. */
export async function interfaceKeys(firewall: FirewallApi): Promise<InterfaceKeys> {
  const { range } = (await firewall.read(ranges.get)) as Readonly<Record<string, GotItem>>;
  const options = (range?.['interface'] ?? {}) as Readonly<Record<string, { readonly value?: unknown }>>;
  return new Map(Object.entries(options).flatMap(([key, { value }]) => (key === '' || typeof value !== 'string' ? [] : [[value, key] as const])));
}
