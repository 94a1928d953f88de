import { BlockList } from 'node:net';
import { addressFamily, isAddress, isSubnet } from '../model/network';

const known = new Map<string, BlockList | undefined>();

/** How many bits of an address an entry (address, subnet, or range `a-b`) names when it holds the address; undefined when it does not. */
export function matchingBits(entry: string, address: string): number | undefined {
  const list = listOf(entry);
  const family = addressFamily(address);
  // A list of IPv6 networks takes an IPv4 address for a mapped one.
  if (list === undefined || family === undefined || entry.includes(':') !== (family === 6) || !list.check(address, family === 6 ? 'ipv6' : 'ipv4')) return undefined;
  const bits = entry.split('/')[1];
  return bits === undefined ? 128 : Number(bits);
}

/** True when the text is something `matchingBits` understands. */
export function isAddressEntry(text: string): boolean {
  return listOf(text) !== undefined;
}

function listOf(entry: string): BlockList | undefined {
  if (!known.has(entry)) known.set(entry, makeList(entry));
  return known.get(entry);
}

function makeList(entry: string): BlockList | undefined {
  const list = new BlockList();
  const [first = '', last] = entry.split('-');
  if (isAddress(entry)) list.addAddress(entry, kind(entry));
  else if (isSubnet(entry)) {
    const [net = '', bits = ''] = entry.split('/');
    list.addSubnet(net, Number(bits), kind(net));
  } else if (last !== undefined && isAddress(first) && isAddress(last) && kind(first) === kind(last)) addRange(list, first, last);
  else return undefined;
  return list;
}

// A range that ends before it starts holds nothing.
function addRange(list: BlockList, first: string, last: string): void {
  try {
    list.addRange(first, last, kind(first));
  } catch {
    return;
  }
}

function kind(address: string): 'ipv4' | 'ipv6' {
  return addressFamily(address) === 6 ? 'ipv6' : 'ipv4';
}
