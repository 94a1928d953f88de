import { isIpv6 } from './addresses';

/** A packet that opens a connection, as it comes in or goes out. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  /** Lower case: `tcp`, `udp`, `icmp` … */
  readonly protocol: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Of ICMP, as rules name it: `echoreq`, or a number of ICMPv6. */
  readonly icmpType?: string;
  /** Name of the interface: `lan`. */
  readonly interface: string;
  readonly direction: 'in' | 'out';
  /** True when the destination is one of the firewall's own addresses. */
  readonly toFirewall: boolean;
}

/** True for a packet of IPv6. */
export function isOfIpv6({ destination }: Packet): boolean {
  return isIpv6(destination);
}
