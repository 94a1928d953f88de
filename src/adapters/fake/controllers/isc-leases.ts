import { childText } from '../config-document';
import { type Lease, type LeaseServer } from '../live/lease-memory';
import { isExpired, leasesOf } from '../live/leases';
import { iscInterfaces } from '../live/lease-scopes';
import { localTime } from '../live/local-time';
import { type ActionTable, type ApiCall, type JsonAnswer, type Machine } from '../machine';
import { toText } from '../model/php';
import { parameters, type Row, searchRows } from '../model/search';
import { HOSTS } from '../sample';
import { interfaceFinder, makerOf, searchLeases } from './lease-row';

type IscServer = Extract<LeaseServer, 'isc4' | 'isc6'>;

/** dhcpv4/leases and dhcpv6/leases: leases and static mappings of ISC DHCP. */
export const iscLeaseActions: ActionTable = {
  'dhcpv4/leases/search_lease': (call, machine) => ({ json: searchLeases([...current('isc4', call, machine, row4), ...staticRows4(machine)], 'if', call) }),
  'dhcpv6/leases/search_lease': (call, machine) => ({ json: searchLeases([...current('isc6', call, machine, row6), ...staticRows6(machine)], 'if', call) }),
  // Prefixes are delegated to none of the sample's machines.
  'dhcpv6/leases/search_prefix': call => ({ json: searchRows([], call, 'prefix') }),
  'dhcpv4/leases/del_lease': (call, machine) => removeLease('isc4', call, machine),
  'dhcpv6/leases/del_lease': (call, machine) => removeLease('isc6', call, machine),
};

/** Rows of the leases that have not run out, or of all when asked for. */
function current(server: IscServer, call: ApiCall, machine: Machine, row: (lease: Lease, machine: Machine) => Row): Row[] {
  const withInactive = toText(parameters(call)['inactive']) === '1';
  const find = interfaceFinder(machine);
  return leasesOf(machine, server).filter(lease => withInactive || !isExpired(lease, machine)).map(lease => {
    const where = find(lease.address);
    return { ...row(lease, machine), if: where?.key ?? '', if_descr: where?.description ?? '' };
  });
}

function isOnline(address: string): boolean {
  return HOSTS.some(host => host.ipv4 === address || host.ipv6 === address || host.mac === address);
}

function row4(lease: Lease, machine: Machine): Row {
  const { address, mac, hostname, clientId, starts, lifetime } = lease;
  const expired = isExpired(lease, machine);
  return {
    address, starts: dateOf(machine, starts), ends: dateOf(machine, starts + lifetime), ...(expired ? { tstp: starts + lifetime } : {}), cltt: starts, binding: expired ? 'free' : 'active',
    ...(clientId === '' ? {} : { uid: octal(clientId) }), ...(hostname === '' ? {} : { 'client-hostname': hostname }),
    type: 'dynamic', status: isOnline(address) ? 'online' : 'offline', descr: '', mac, hostname, state: expired ? 'expired' : 'active', man: makerOf(machine, mac),
  };
}

function staticRows4(machine: Machine): Row[] {
  return mappings(machine, 'dhcpd').filter(({ address }) => address !== '').map(({ text, address, key, description }) => ({
    address, type: 'static', mac: text('mac'), starts: '', ends: '', hostname: text('hostname'), descr: text('descr'), if_descr: description, if: key, state: 'active',
    status: isOnline(text('mac').toLowerCase()) ? 'online' : 'offline', man: text('mac') === '' ? '' : makerOf(machine, text('mac')),
  }));
}

function row6(lease: Lease, machine: Machine): Row {
  const { address, mac, clientId, iaid = 0, starts, lifetime } = lease;
  return {
    type: 'dynamic', lease_type: 'ia-na', iaid, duid: clientId, iaid_duid: `${iaidBytes(iaid)}:${clientId}`, descr: '', cltt: dateOf(machine, starts), state: isExpired(lease, machine) ? 'expired' : 'active', ends: dateOf(machine, starts + lifetime), address,
    status: isOnline(address) ? 'online' : 'offline', man: makerOf(machine, mac), mac,
  };
}

function staticRows6(machine: Machine): Row[] {
  return mappings(machine, 'dhcpdv6').filter(({ address }) => address !== '').map(({ text, address, key, description }) => {
    const host = HOSTS.find(each => each.ipv6 === address);
    return {
      address, type: 'static', cltt: '', ends: '', descr: text('descr'), iaid: '', duid: text('duid'), if_descr: description, if: key, state: 'active', status: host === undefined ? 'offline' : 'online', man: host?.manufacturer ?? '', mac: host?.mac ?? '',
    };
  });
}

interface Mapping {
  readonly address: string;
  readonly key: string;
  readonly description: string;
  readonly text: (name: string) => string;
}

/** The static mappings of the interfaces that are served. */
function mappings({ document }: Machine, section: 'dhcpd' | 'dhcpdv6'): Mapping[] {
  return iscInterfaces(document, section).flatMap(scope => {
    const node = document.find(`interfaces/${scope.name}`);
    const description = node === undefined ? '' : childText(node, 'descr') || scope.name.toUpperCase();
    return scope.children.filter(each => each.name === 'staticmap' && each.children.length > 0).map(map => ({
      address: childText(map, section === 'dhcpd' ? 'ipaddr' : 'ipaddrv6'), key: scope.name, description, text: (name: string) => childText(map, name),
    }));
  });
}

function removeLease(server: IscServer, { method, args: [address = ''] }: ApiCall, machine: Machine): JsonAnswer {
  const isKnown = leasesOf(machine, server).some(lease => lease.address === address);
  if (method !== 'POST' || !isKnown) return { json: { result: 'failed' } };
  machine.running.leases.remove(server, address, machine.now() / 1000);
  return { json: { result: 'deleted' } };
}

function dateOf(machine: Machine, seconds: number): string {
  return localTime(machine, seconds * 1000).replaceAll('-', '/');
}

/** Bytes as the lease file writes them: octal unless they can be printed. */
function octal(id: string): string {
  const bytes = id.split(':').map(byte => Number.parseInt(byte, 16));
  return bytes.map(byte => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('');
}

/** The identity association's number as bytes, lowest first. */
function iaidBytes(iaid: number): string {
  return [0, 8, 16, 24].map(shift => ((iaid >>> shift) & 255).toString(16).padStart(2, '0')).join(':');
}
