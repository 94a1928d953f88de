import { compareReleases } from '../../../ports';
import { type ActionTable, type Machine } from '../machine';
import { type Lease } from '../live/lease-memory';
import { isExpired, leasesOf } from '../live/leases';
import { type Group, Models } from '../model/model';
import { addressFamily } from '../model/network';
import { isEmpty, toText } from '../model/php';
import { type Row } from '../model/search';
import { interfaceFinder, makerOf, searchLeases } from './lease-row';

/** dnsmasq/leases: what Dnsmasq's lease file holds, for both address families. */
export const dnsmasqLeaseActions: ActionTable = {
  'dnsmasq/leases/search': (call, machine) => {
    const protocol = call.body['selected_protocol'];
    const family = isEmpty(protocol) ? undefined : toText(protocol) === 'ipv4' ? 4 : 6;
    return { json: searchLeases(rows(machine), 'if_name', call, row => family === undefined || addressFamily(String(row['address'])) === family) };
  },
};

function rows(machine: Machine): Row[] {
  const find = interfaceFinder(machine);
  const hosts = new Models(machine).saved('OPNsense.Dnsmasq.Dnsmasq').list('hosts').items.map(([, host]) => host);
  return leasesOf(machine, 'dnsmasq').filter(lease => !isExpired(lease, machine)).map(lease => {
    const where = find(lease.address);
    const hwaddr = lease.address.includes(':') ? macOf(lease.clientId) : lease.mac;
    const row = {
      expire: lease.lifetime === 0 ? 0 : lease.starts + lease.lifetime, hwaddr, iaid: lease.iaid === undefined ? '' : String(lease.iaid), address: lease.address, hostname: lease.hostname || '*', client_id: lease.clientId || '*',
    };
    return { ...row, ...(where === undefined ? {} : { if: where.device }), if_descr: where?.description ?? '', if_name: where?.key ?? '', mac_info: makerOf(machine, hwaddr), is_reserved: reservedBy(row, lease, hosts, machine) };
  });
}

/** The hardware address in a DUID that was made of one. */
function macOf(duid: string): string {
  const parts = duid.toLowerCase().split(':');
  return parts.length >= 10 && parts[0] === '00' && (parts[1] === '01' || parts[1] === '03') ? parts.slice(-6).join(':') : '';
}

/** Up to 25.7 yes or no; later by what a reservation knows the client. */
function reservedBy(row: { readonly hwaddr: string; readonly client_id: string }, lease: Lease, hosts: readonly Group[], machine: Machine): unknown {
  const macs = hosts.flatMap(host => host.field('hwaddr').values);
  const ids = hosts.map(host => host.text('client_id'));
  if (compareReleases(machine.release, '26.1') < 0) {
    const key = lease.address.includes(':') ? row.client_id : row.hwaddr;
    return [...macs, ...ids].includes(key) ? '1' : '0';
  }
  const has = (list: readonly string[], value: string): boolean => value !== '' && list.some(each => each.toLowerCase() === value.toLowerCase());
  // An id without a colon stands for any client.
  return [...(has(ids.filter(id => id.includes(':')), row.client_id) ? ['client_id'] : []), ...(has(macs, row.hwaddr) ? ['hwaddr'] : [])];
}
