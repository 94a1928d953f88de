import { compareReleases, type Release } from '../../../ports';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine, UserFault } from '../machine';
import { type Lease, type LeaseServer } from '../live/lease-memory';
import { isExpired, leasesOf } from '../live/leases';
import { leaseScopes } from '../live/lease-scopes';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';
import { isKeaRunning } from './dhcp-services';
import { interfaceFinder, type LeaseInterface, makerOf, searchLeases } from './lease-row';

type KeaServer = Extract<LeaseServer, 'kea4' | 'kea6'>;

/** kea/leases4 and kea/leases6: up to 25.7 read from Kea's files, later asked from the running server. */
export const keaLeaseActions: ActionTable = {
  'kea/leases4/search': (call, machine) => ({ json: search('kea4', call, machine) }),
  'kea/leases6/search': (call, machine) => ({ json: search('kea6', call, machine) }),
  'kea/leases4/del_lease': removeLeases,
  'kea/leases6/del_lease': removeLeases,
};

const since = (machine: Machine, release: Release): boolean => compareReleases(machine.release, release) >= 0;

function search(server: KeaServer, call: ApiCall, machine: Machine): unknown {
  const leases = known(server, machine);
  const find = interfaceFinder(machine);
  const rows = leases.map(lease => ({ ...placed(find(lease.address), lease, machine), ...(since(machine, '26.1') ? typedRow(server, lease, machine) : fileRow(server, lease, machine)) }));
  const answer = searchLeases(rows, 'if_name', call);
  if (!since(machine, '26.1')) return answer;
  const active = leases.filter(lease => !isExpired(lease, machine)).length;
  return { ...answer, stats: { active, inactive: leases.length - active, total: leases.length } };
}

/** From 26.1 on only a running server tells its leases; leases that were given are always there. */
function known(server: KeaServer, machine: Machine): Lease[] {
  const isSilent = since(machine, '26.1') && machine.running.leases.givenTo(server) === undefined && !isKeaRunning(machine);
  return isSilent ? [] : leasesOf(machine, server);
}

function placed(where: LeaseInterface | undefined, lease: Lease, machine: Machine): Row {
  return { if: where?.device ?? null, if_descr: where?.description ?? '', if_name: where?.key ?? '', mac_info: makerOf(machine, lease.mac) };
}

// 2 is a lease that ran out and was taken back.
const stateOf = (lease: Lease, machine: Machine): number => (isExpired(lease, machine) ? 2 : 0);

function fileRow(server: KeaServer, lease: Lease, machine: Machine): Row {
  const { address, mac, hostname, clientId, starts, lifetime, subnet = 1, iaid = 0 } = lease;
  const shared = {
    address, hwaddr: mac, valid_lifetime: String(lifetime), expire: String(starts + lifetime), subnet_id: String(subnet), fqdn_fwd: '0', fqdn_rev: '0', hostname, state: String(stateOf(lease, machine)), user_context: '', pool_id: '0',
    ...(since(machine, '25.7') ? { is_reserved: isReserved(server, lease, machine) ? '1' : '0' } : {}),
  };
  if (server === 'kea4') return { ...shared, client_id: clientId };
  return { ...shared, duid: clientId, pref_lifetime: String(Math.floor(lifetime * 0.75)), lease_type: '0', iaid: String(iaid), prefix_len: '128', hwtype: '1', hwaddr_source: '2' };
}

function typedRow(server: KeaServer, lease: Lease, machine: Machine): Row {
  const isIpv6 = server === 'kea6';
  const { address, mac, hostname, clientId, starts, lifetime, iaid = '' } = lease;
  return {
    address, prefix_len: 128, type: isIpv6 ? 'IA_NA' : '', hwaddr: mac, duid: isIpv6 ? clientId : '', client_id: isIpv6 ? '' : clientId, iaid, valid_lifetime: lifetime, expire: starts + lifetime, hostname, state: stateOf(lease, machine),
    is_reserved: reservedBy(server, lease, machine),
  };
}

/** 25.7 looks at the saved reservations, for IPv4 by hardware address and for IPv6 by DUID only. */
function isReserved(server: KeaServer, { mac, clientId }: Lease, { document }: Machine): boolean {
  const name = server === 'kea4' ? 'hw_address' : 'duid';
  const reservations = document.find(`OPNsense/Kea/dhcp${server === 'kea4' ? '4' : '6'}/reservations`)?.children ?? [];
  const own = (server === 'kea4' ? mac : clientId).toLowerCase();
  return reservations.some(each => each.children.some(node => node.name === name && node.text.toLowerCase() === own));
}

/** Later releases look at what runs, in the lease's own subnet. */
function reservedBy(server: KeaServer, lease: Lease, machine: Machine): string[] {
  if (lease.reserved !== undefined) return [...lease.reserved];
  const ids = leaseScopes(machine, server).filter(scope => scope.subnet === lease.subnet).flatMap(scope => scope.reserved).flatMap(each => each.ids);
  const byName = server === 'kea4' ? 'client_id' : 'duid';
  return [...(ids.includes(lease.mac) ? ['hwaddr'] : []), ...(lease.clientId !== '' && ids.includes(lease.clientId) ? [byName] : [])];
}

/** Both controllers take addresses of both families; what the server does not know fails as a whole, after the rest was removed. */
function removeLeases({ method, args }: ApiCall, machine: Machine): JsonAnswer {
  const [addresses] = args;
  if (method !== 'POST') return { json: { status: 'error', message: 'Invalid request method' } };
  if (addresses === undefined || isEmpty(addresses)) return { json: { status: 'error', message: 'Missing lease IP parameter' } };
  const failed = addresses.split(',').map(address => address.trim()).filter(address => address !== '').flatMap(address => {
    const server = address.includes(':') ? 'kea6' : 'kea4';
    if (!known(server, machine).some(lease => lease.address === address)) return [`${address}: IPv${server.slice(3)} lease not found.`];
    machine.running.leases.remove(server, address, machine.now() / 1000);
    return [];
  });
  if (failed.length > 0) throw new UserFault(`Failed to delete lease(s): ${failed.join(', ')}`, '');
  return { json: { status: 'ok' } };
}
