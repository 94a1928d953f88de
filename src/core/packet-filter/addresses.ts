import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The addresses that a text names, both ends included. */
export interface AddressRange {
  readonly isIpv6: boolean;
  readonly from: bigint;
  readonly to: bigint;
  /** How many bits of an address a network fixes; all of them for an address or a range. */
  readonly bits: number;
}

/** An address as text in its one normal form; undefined for anything else, and without a zone. */
export function normalAddress(text: string): string | undefined {
  return parse(text)?.toString();
}

/** A network in its one normal form, such as `10.0.0.0/8`: an address is a network of itself, and one with a length stands for the network that it is in. Undefined for anything else. */
export function normalNetwork(text: string): string | undefined {
  const [base = '', length, ...rest] = text.trim().split('/');
  const address = parse(base);
  if (address === undefined || rest.length > 0 || base.includes('%')) return undefined;
  const most = address.kind() === 'ipv6' ? 128 : 32;
  if (length !== undefined && (!/^\d{1,3}$/.test(length) || Number(length) > most)) return undefined;
  const cidr = `${address.toString()}/${length === undefined ? most : Number(length)}`;
  return `${(address.kind() === 'ipv6' ? ipaddr.IPv6 : ipaddr.IPv4).networkAddressFromCIDR(cidr).toString()}/${cidr.split('/')[1] ?? ''}`;
}

/** True for an IPv6 address. */
export function isIpv6(address: string): boolean {
  return address.includes(':');
}

/** True for an address that the internet routes; false for private, local, reserved ones and for what is none. */
export function isPublic(address: string): boolean {
  return parse(address)?.range() === 'unicast';
}

/** The number of an address; undefined for anything else. */
export function addressNumber(text: string): bigint | undefined {
  const address = parse(text);
  return address === undefined ? undefined : numberOf(address);
}

/** The address with that number. */
export function addressOfNumber(value: bigint, ipv6: boolean): string {
  const bytes = Array.from({ length: ipv6 ? 16 : 4 }, (_, index) => Number((value >> BigInt(8 * ((ipv6 ? 15 : 3) - index))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** What an address, a network, or a range `from-to` names; undefined when the text is none of these. A range that ends before it starts names nothing. */
export function addressRange(text: string): AddressRange | undefined {
  if (text.includes('-')) return rangeBetween(text.split('-'));
  const [base = '', length, ...rest] = text.split('/');
  const net = parse(base);
  if (net === undefined || rest.length > 0) return undefined;
  const ipv6 = net.kind() === 'ipv6';
  const width = ipv6 ? 128 : 32;
  const bits = length === undefined ? width : /^\d+$/.test(length) ? Number(length) : Number.NaN;
  if (!(bits >= 0 && bits <= width)) return undefined;
  const size = 1n << BigInt(width - bits);
  const from = (numberOf(net) / size) * size;
  return { isIpv6: ipv6, from, to: from + size - 1n, bits };
}

/** True when the address lies in what the text names: an address, a network, or a range `from-to`. Undefined when it names none of these. */
export function isWithin(address: string, text: string): boolean | undefined {
  const subject = parse(address);
  const range = addressRange(text);
  if (subject === undefined || range === undefined) return undefined;
  if ((subject.kind() === 'ipv6') !== range.isIpv6) return false;
  const value = numberOf(subject);
  return range.from <= value && value <= range.to;
}

function rangeBetween(ends: readonly string[]): AddressRange | undefined {
  const [from, to] = ends.map(end => parse(end.trim()));
  if (ends.length !== 2 || from === undefined || to === undefined) return undefined;
  const ipv6 = from.kind() === 'ipv6';
  // Ends of two families hold nothing between them.
  if (from.kind() !== to.kind()) return { isIpv6: ipv6, from: 1n, to: 0n, bits: ipv6 ? 128 : 32 };
  return { isIpv6: ipv6, from: numberOf(from), to: numberOf(to), bits: ipv6 ? 128 : 32 };
}

function numberOf(address: Address): bigint {
  return BigInt(`0x${address.toByteArray().map(byte => byte.toString(16).padStart(2, '0')).join('')}`);
}

function parse(text: string): Address | undefined {
  const plain = text.trim().split('%', 1)[0] ?? '';
  // The library also takes shortened and hexadecimal IPv4 addresses, which the firewall does not.
  if (!/^[0-9a-f:.]+$/i.test(plain) || (!plain.includes(':') && plain.split('.').length !== 4)) return undefined;
  return ipaddr.isValid(plain) ? ipaddr.parse(plain) : undefined;
}
