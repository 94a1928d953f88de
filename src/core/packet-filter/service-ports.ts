/** Services that may stand for a port in rules, with its number. */
const SERVICE_PORTS: Readonly<Record<string, number>> = {
  'afs3-fileserver': 7000, aol: 5190, auth: 113, 'avt-profile-1': 5004, cvsup: 5999, domain: 53, ftp: 21, hbci: 3000, http: 80, https: 443, igmpv3lite: 465, imap: 143, imaps: 993,
  'ipsec-msft': 10_000, 'ipsec-nat-t': 4500, isakmp: 500, l2f: 1701, ldap: 389, 'microsoft-ds': 445, 'ms-streaming': 1755, 'ms-wbt-server': 3389, msnp: 1863, 'nat-stun-port': 3478,
  'netbios-dgm': 138, 'netbios-ns': 137, 'netbios-ssn': 139, nntp: 119, ntp: 123, openvpn: 1194, pop3: 110, pop3s: 995, pptp: 1723, radius: 1812, 'radius-acct': 1813, rfb: 5900, sip: 5060,
  smtp: 25, snmp: 161, snmptrap: 162, ssh: 22, submission: 587, telnet: 23, teredo: 3544, tftp: 69, urd: 465, wins: 1512,
};

/** Ports from and to, both included. */
export type PortRange = readonly [from: number, to: number];

const HIGHEST_PORT = 65_535;

/** What a port, a range `from-to` or `from:to`, or a service names; undefined for anything else. `any` is the end of a range, or all ports. */
export function portRange(text: string): PortRange | undefined {
  const [first = '', last = first, ...rest] = text.trim().toLowerCase().split(/[-:]/).map(end => end.trim());
  // Names of services hold hyphens, too.
  const service = SERVICE_PORTS[text.trim().toLowerCase()];
  if (service !== undefined) return [service, service];
  const from = portNumber(first, 1);
  const to = portNumber(last, HIGHEST_PORT);
  return from === undefined || to === undefined || rest.length > 0 ? undefined : [from, to];
}

function portNumber(text: string, any: number): number | undefined {
  if (text === 'any') return any;
  return /^\d+$/.test(text) ? Number(text) : SERVICE_PORTS[text];
}
