import ipaddr from 'ipaddr.js';
import { addressFamily, isSubnet } from './network';

/** Consecutive addresses of one family, as numbers. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses that an address, a subnet, or two addresses joined by a hyphen stand for; undefined for any other text. */
export function rangeOf(text: string): AddressRange | undefined {
  if (isSubnet(text)) return subnetRange(text);
  const ends = text.split('-').map(end => end.trim());
  const [from = '', to = from] = ends;
  const family = addressFamily(from);
  return ends.length > 2 || family === undefined || family !== addressFamily(to) ? undefined : { family, first: numberOf(from), last: numberOf(to) };
}

/** True when every address of `inner` is one of `outer`. */
export function isWithin(inner: AddressRange | undefined, outer: AddressRange | undefined): boolean {
  return inner !== undefined && outer !== undefined && inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;
}

function subnetRange(text: string): AddressRange {
  const [address = '', length = ''] = text.split('/');
  const family = addressFamily(address) === 6 ? 6 : 4;
  const hosts = (1n << BigInt((family === 6 ? 128 : 32) - Number(length))) - 1n;
  const first = numberOf(address) & ~hosts;
  return { family, first, last: first | hosts };
}

function numberOf(address: string): bigint {
  return ipaddr.parse(address).toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
