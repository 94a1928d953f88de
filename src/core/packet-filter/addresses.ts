import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

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

/** True when the address lies in what the text names: an address, a network, or a range `from-to`. Undefined when it names none of these. */
export function isWithin(address: string, text: string): boolean | undefined {
  const subject = parse(address);
  if (subject === undefined) return undefined;
  if (text.includes('-')) return isInRange(subject, text.split('-'));
  const [base = '', length] = text.split('/');
  const net = parse(base);
  if (net === undefined) return undefined;
  if (net.kind() !== subject.kind()) return false;
  const bits = length === undefined ? (net.kind() === 'ipv6' ? 128 : 32) : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > (net.kind() === 'ipv6' ? 128 : 32)) return undefined;
  return (subject as ipaddr.IPv4).match(net as ipaddr.IPv4, bits);
}

function isInRange(subject: Address, ends: readonly string[]): boolean | undefined {
  const [from, to] = ends.map(end => parse(end.trim()));
  if (ends.length !== 2 || from === undefined || to === undefined) return undefined;
  if (from.kind() !== subject.kind() || to.kind() !== subject.kind()) return false;
  const value = numberOf(subject);
  return numberOf(from) <= value && value <= numberOf(to);
}

function numberOf(address: Address): bigint {
  return address.toByteArray().reduce((value, byte) => value * 256n + BigInt(byte), 0n);
}

function parse(text: string): Address | undefined {
  const plain = text.trim().split('%', 1)[0] ?? '';
  // The library also takes shortened and hexadecimal IPv4 addresses, which the firewall does not.
  if (!/^[0-9a-f:.]+$/i.test(plain) || (!plain.includes(':') && plain.split('.').length !== 4)) return undefined;
  return ipaddr.isValid(plain) ? ipaddr.parse(plain) : undefined;
}
