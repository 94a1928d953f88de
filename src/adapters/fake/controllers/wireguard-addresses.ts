import ipaddr from 'ipaddr.js';
import { UnexpectedFault } from '../machine';
import { isAddress, isSubnet } from '../model/network';

const MOST_TRIED = 65_536n;

/** The first free address in the first network of each family, as a host with its mask; crashes as OPNsense does on what is no address. */
export function freeAddresses(networks: readonly string[], taken: readonly string[]): string[] {
  const used = new Set([...networks, ...taken].map(plain));
  const families = [...new Set(networks.map(each => each.includes(':')))];
  return families.flatMap(isIpv6 => {
    const free = firstFree(networks.find(each => each.includes(':') === isIpv6) ?? '', used);
    return free === undefined ? [] : [`${free}/${isIpv6 ? '128' : '32'}`];
  });
}

function firstFree(network: string, used: ReadonlySet<string>): string | undefined {
  if (!isSubnet(network)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(network);
  const bytes = address.toByteArray().map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))));
  const base = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(bytes.length * 8 - bits);
  // A network of IPv4 has a first and a last address that are no hosts, unless it has only two; of IPv6 all are tried.
  const edge = bytes.length === 4 && size > 2n ? 1n : 0n;
  for (let offset = edge; offset < size - edge && offset < MOST_TRIED; offset++) {
    const candidate = toText(base + offset, bytes.length);
    if (!used.has(candidate)) return candidate;
  }
  return undefined;
}

function toText(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn));
  return ipaddr.fromByteArray(bytes).toString();
}

function plain(text: string): string {
  const [address = ''] = text.split('/');
  if (!isAddress(address)) throw new UnexpectedFault(`${text} is no address`);
  return ipaddr.parse(address).toString();
}
