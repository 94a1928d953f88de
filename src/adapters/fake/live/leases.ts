import { type Machine } from '../machine';
import { isWithin, rangeOf } from '../model/address-range';
import { Random } from '../random';
import { HOSTS } from '../sample';
import { type Lease, type LeaseServer } from './lease-memory';
import { type LeaseScope, leaseScopes } from './lease-scopes';

type Host = (typeof HOSTS)[number];

/** A machine that was here within the last hour and let its lease run out. */
const FORMER: Host = { name: 'visitor-phone', mac: '8c:85:90:4a:30:02', manufacturer: 'Apple, Inc.', ipv4: '192.168.30.101', dynamic: true };

/** The leases in a server's database: those of the sample's machines by configuration and clock, the newest of each address only. */
export function leasesOf(machine: Machine, server: LeaseServer): Lease[] {
  const { leases: memory } = machine.running;
  const leases = memory.givenTo(server) ?? leaseScopes(machine, server).flatMap(scope => [...scopeLeases(machine, server, scope), ...formerLeases(machine, server, scope)]);
  const once = new Map(leases.map(lease => [lease.address, lease]));
  return [...once.values()].filter(lease => !memory.isRemoved(server, lease));
}

/** True for a lease that has run out. */
export function isExpired({ starts, lifetime }: Lease, machine: Machine): boolean {
  return lifetime > 0 && starts + lifetime <= machine.now() / 1000;
}

function scopeLeases(machine: Machine, server: LeaseServer, scope: LeaseScope): Lease[] {
  return HOSTS.flatMap(host => [...(server === 'dnsmasq' || server.endsWith('4') ? [host.ipv4] : []), ...(server === 'dnsmasq' || server.endsWith('6') ? [host.ipv6 ?? ''] : [])]
    .filter(address => address !== '' && holds(scope, host, address))
    .map(address => ({ ...clientOf(host, address), ...renewal(machine, host, scope.lifetime), ...subnetOf(scope) })));
}

/** A client that asks for an address gets one of a pool, one that it owns, or none. */
function holds(scope: LeaseScope, host: Host, address: string): boolean {
  const { clientId } = clientOf(host, address);
  if (scope.reserved.some(each => each.address === address && (each.ids.includes(host.mac) || each.ids.includes(clientId)))) return true;
  return host.dynamic === true && scope.pools.some(pool => isWithin(rangeOf(address), pool));
}

function clientOf({ name, mac }: Host, address: string): Pick<Lease, 'address' | 'mac' | 'hostname' | 'clientId' | 'iaid'> {
  if (address.includes(':')) return { address, mac, hostname: name, clientId: `00:03:00:01:${mac}`, iaid: Number.parseInt(mac.replaceAll(':', '').slice(4), 16) };
  return { address, mac, hostname: name, clientId: name === '' ? '' : `01:${mac}` };
}

function subnetOf({ subnet }: LeaseScope): Pick<Lease, 'subnet'> {
  return subnet === undefined ? {} : { subnet };
}

/** Clients renew after half of the time. */
function renewal(machine: Machine, { mac }: Host, lifetime: number): Pick<Lease, 'starts' | 'lifetime'> {
  const half = Math.max(1, Math.floor((lifetime || 86_400) / 2));
  const phase = new Random(`lease ${mac}`).below(half);
  return { starts: Math.floor((machine.now() / 1000 - phase) / half) * half + phase, lifetime };
}

/** ISC and Kea keep what has run out for a while. */
function formerLeases(machine: Machine, server: LeaseServer, scope: LeaseScope): Lease[] {
  if ((server !== 'isc4' && server !== 'kea4') || !scope.pools.some(pool => isWithin(rangeOf(FORMER.ipv4), pool))) return [];
  const ended = Math.floor(machine.now() / 3_600_000) * 3600;
  return [{ ...clientOf(FORMER, FORMER.ipv4), starts: ended - scope.lifetime, lifetime: scope.lifetime, ...subnetOf(scope) }];
}
