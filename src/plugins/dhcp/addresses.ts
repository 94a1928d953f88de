import ipaddr from 'ipaddr.js';

/** True when both are addresses of one family and the second comes before the first. */
export function isReversed(first: string, last: string): boolean {
  const [from, to] = [numberOf(first), numberOf(last)];
  return from !== undefined && to !== undefined && first.includes(':') === last.includes(':') && to < from;
}

/** True when the subnet holds the address. */
export function isInSubnet(address: string, subnet: string): boolean {
  const [network = '', bits = ''] = subnet.split('/');
  const [inner, outer] = [numberOf(address), numberOf(network)];
  if (inner === undefined || outer === undefined || address.includes(':') !== network.includes(':')) return false;
  const hosts = BigInt((address.includes(':') ? 128 : 32) - Number(bits));
  return inner >> hosts === outer >> hosts;
}

/** True when both are the same address, however they are written. */
export function isSameAddress(left: string, right: string): boolean {
  const number = numberOf(left);
  return number !== undefined && number === numberOf(right) && left.includes(':') === right.includes(':');
}

/** A MAC address as OPNsense lists it: lower case with colons. */
export function plainMac(mac: string): string {
  return mac.toLowerCase().replaceAll('-', ':');
}

function numberOf(address: string): bigint | undefined {
  if (!ipaddr.isValid(address) || (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address))) return undefined;
  return ipaddr.parse(address).toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
