import { isIP } from 'node:net';
import { isInteger } from './php';

/** True for an IPv4 or IPv6 address without zone and mask. */
export function isAddress(text: string): boolean {
  return addressFamily(text) !== undefined;
}

/** The address family of an address; undefined when it is none. */
export function addressFamily(text: string): 4 | 6 | undefined {
  const family = text.includes('%') ? 0 : isIP(text);
  return family === 4 || family === 6 ? family : undefined;
}

/** True for an address with a prefix length its family allows. */
export function isSubnet(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const family = addressFamily(address);
  return rest.length === 0 && family !== undefined && /^\d+$/.test(length) && Number(length) <= (family === 6 ? 128 : 32);
}

/** True for a subnet whose host bits are all zero. */
export function isNetworkAddress(text: string): boolean {
  if (!isSubnet(text)) return false;
  const [address = '', length = ''] = text.split('/');
  const bits = addressBits(address);
  return !bits.slice(Number(length)).includes('1');
}

/** True for an address with a wildcard mask of the same family, such as `10.0.0.1/255.0.0.255`. */
export function isWildcard(text: string): boolean {
  const [address = '', mask = '', ...rest] = text.split('/');
  const family = addressFamily(address);
  return rest.length === 0 && family !== undefined && family === addressFamily(mask);
}

/** True for a port, a service name, or two of them joined by a colon. */
export function isPortOrRange(text: string): boolean {
  const ends = text.split(':');
  return ends.length <= 2 && ends.every(end => (isInteger(end, 1n, 65535n) && /^\d+$/.test(end)) || SERVICES.has(end));
}

/** True for a host name whose labels are letters, digits and hyphens and that does not look like an address. */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  if (/^\d+$/.test(labels[0] ?? '') && /^\d+$/.test(labels.at(-1) ?? '')) return false;
  return labels.every(label => /^[a-z\p{L}0-9]([a-z\p{L}0-9-]*[a-z\p{L}0-9])?$/iu.test(label));
}

/** Service names that may stand for a port in rules. */
export const PORT_NAMES: readonly string[] = (
  'afs3-fileserver aol auth avt-profile-1 cvsup domain ftp hbci http https igmpv3lite imap imaps ipsec-msft ipsec-nat-t isakmp l2f ldap ' +
  'microsoft-ds ms-streaming ms-wbt-server msnp nat-stun-port netbios-dgm netbios-ns netbios-ssn nntp ntp openvpn pop3 pop3s pptp radius ' +
  'radius-acct rfb sip smtp snmp snmptrap ssh submission teredo telnet tftp urd wins'
).split(' ');

/** IP protocol names as the firewall lists them, in the order of their numbers. */
export const PROTOCOLS: readonly string[] = (
  'ICMP IGMP GGP IPENCAP ST TCP EGP IGP PUP UDP HMP XNS-IDP RDP ISO-TP4 DCCP XTP DDP IDPR-CMTP IPV6 IDRP RSVP GRE ESP AH SKIP IPV6-ICMP RSPF ' +
  'VMTP EIGRP OSPF AX.25 IPIP ETHERIP ENCAP PIM IPCOMP VRRP L2TP ISIS SCTP FC UDPLITE MPLS-IN-IP MANET HIP SHIM6 WESP ROHC ETHERNET MPTCP'
).split(' ');

const SERVICES = new Set([
  ...PORT_NAMES,
  ...'tcpmux echo discard systat daytime netstat qotd chargen ftp-data time whois tacacs bootps bootpc gopher finger kerberos iso-tsap sunrpc'.split(' '),
  ...'imap2 bgp irc at-rtmp ldaps syslog printer rip kpasswd ipp rsync ftps-data ftps telnets ircs socks ms-sql-s ms-sql-m nfs cvspserver'.split(' '),
  ...'mysql svn postgresql xmpp-client xmpp-server amqp x11 git redis http-alt puppet munin'.split(' '),
]);

/** True for a name that the system knows as a service or a protocol, which an alias may not have. */
export function isServiceOrProtocol(name: string): boolean {
  return SERVICES.has(name) || (name === name.toLowerCase() ? PROTOCOLS.includes(name.toUpperCase()) : PROTOCOLS.includes(name));
}

/** The bits of an address, as a text of 0 and 1. */
export function addressBits(address: string): string {
  if (addressFamily(address) === 4) return address.split('.').map(part => Number(part).toString(2).padStart(8, '0')).join('');
  return expandIpv6(address).map(group => group.toString(2).padStart(16, '0')).join('');
}

function expandIpv6(address: string): number[] {
  const [head = '', tail] = address.replace(/\d+(\.\d+){3}$/, embedded).split('::');
  const groups = (part: string | undefined): number[] => (part === undefined || part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16)));
  const left = groups(head);
  const right = groups(tail);
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function embedded(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
