import { type ConfigDocument } from '../config-document';
import { addressFamily } from '../model/network';
import { isAddressEntry, matchingBits } from './addresses';
import { type Interfaces } from './interfaces';
import { type PfEnd } from './pf-rule';
import { servicePort } from './service-ports';
import { aliasPorts, isTable, type Tables } from './tables';

/** What the names in rules stand for. */
export interface Names {
  /** The configuration that the rules were made from. */
  readonly document: ConfigDocument;
  readonly interfaces: Interfaces;
  readonly tables: Tables;
}

/** True when an end of a rule holds an address and port; a rule whose names mean nothing matches nothing. */
export function endHolds({ hosts, not, port }: PfEnd, address: string, actualPort: number, names: Names): boolean {
  if (!portHolds(port, actualPort, names.document)) return false;
  // "Not any" is any.
  if (hosts.every(host => host === 'any')) return true;
  return hosts.some(host => {
    const holds = hostHolds(host, address, names);
    return holds !== undefined && holds !== not;
  });
}

/** True when a name in a rule holds an address; undefined when it stands for nothing, which switches the rule off. */
function hostHolds(host: string, address: string, { document, interfaces, tables }: Names): boolean | undefined {
  const isAny = (addresses: readonly string[]): boolean => addresses.includes(address);
  if (host === 'any') return true;
  if (host === '(self)') return isAny(interfaces.own());
  if (host.startsWith('<')) return tables.holds(host.slice(1, -1), address);
  if (host.startsWith('(')) return isAny(interfaces.deviceAddresses(host.slice(1, -1)));
  if (isTable(document, host)) return tables.holds(host, address);
  if (interfaces.has(host)) {
    // Rules for IPv6 take an interface's link-local network along.
    const networks = [...interfaces.networks(host), ...(addressFamily(address) === 6 ? ['fe80::/10'] : [])];
    return networks.some(network => matchingBits(network, address) !== undefined);
  }
  const key = /^(wan|lan|opt\d+)ip$/.exec(host)?.[1];
  if (key !== undefined && interfaces.has(key)) return isAny(interfaces.addresses(key));
  return isAddressEntry(host) ? matchingBits(host, address) !== undefined : undefined;
}

/** True when the port of a rule's end holds a port. */
function portHolds(wanted: string, actual: number, document: ConfigDocument): boolean {
  if (wanted === '' || wanted === 'any') return true;
  const nested = aliasPorts(document, wanted);
  if (nested !== undefined) return nested.some(each => portHolds(each, actual, document));
  const [first = '', last = first] = wanted.replace('-', ':').split(':');
  const number = (text: string, any: number): number => (text === 'any' ? any : (servicePort(text) ?? Number.NaN));
  return actual >= number(first, 1) && actual <= number(last, 65_535);
}
