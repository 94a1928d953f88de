import { childText } from '../config-document';
import { type ApiCall, type Machine } from '../machine';
import { isWithin, rangeOf } from '../model/address-range';
import { listParameter, type Row, searchRows, type SearchAnswer } from '../model/search';
import { networkDevices } from '../network-devices';
import { HOSTS } from '../sample';

/** The interface behind a device: its key, and what the web GUI calls it. */
export interface LeaseInterface {
  readonly device: string;
  readonly key: string;
  readonly description: string;
}

/** Finds the interface whose network holds an address; undefined when none does. */
export function interfaceFinder({ document }: Machine): (address: string) => LeaseInterface | undefined {
  const nodes = document.find('interfaces')?.children ?? [];
  const networks = networkDevices(document).flatMap(({ name, ipv4, ipv6 }) => {
    const node = nodes.find(each => childText(each, 'if') === name);
    const place: LeaseInterface = { device: name, key: node?.name ?? '', description: node === undefined ? '' : childText(node, 'descr') || node.name.toUpperCase() };
    return [...ipv4, ...ipv6].map(net => ({ range: rangeOf(`${net.address}/${String(net.bits)}`), place }));
  });
  return address => networks.find(({ range }) => isWithin(rangeOf(address), range))?.place;
}

/** Who made the network card of that hardware address; empty when nobody knows. */
export function makerOf(machine: Machine, mac: string): string {
  const prefix = mac.replaceAll(':', '').slice(0, 6).toUpperCase();
  const { makers } = machine.running.measured;
  return makers === undefined ? (HOSTS.find(host => host.mac.replaceAll(':', '').toUpperCase().startsWith(prefix))?.manufacturer ?? '') : (makers[prefix] ?? '');
}

/** A search over leases, with the interfaces that have any; `name` is the field that holds an interface's key. */
export function searchLeases(rows: readonly Row[], name: 'if' | 'if_name', call: ApiCall, keep: (row: Row) => boolean = () => true): SearchAnswer & { readonly interfaces: unknown } {
  const selected = listParameter(call, 'selected_interfaces');
  const named = rows.filter(row => row[name] !== '' && row['if_descr'] !== '').map(row => [row[name], row['if_descr']] as const);
  const answer = searchRows(rows, call, 'address', row => (selected === undefined || selected.includes(String(row[name]))) && keep(row));
  return { ...answer, interfaces: named.length === 0 ? [] : Object.fromEntries(named) };
}
