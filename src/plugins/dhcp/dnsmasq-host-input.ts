import { Matches } from 'class-validator';
import { Describe, Optional, Text, TextList } from '../../core';
import { type FirewallApi } from '../../ports';
import { isSameAddress, plainMac } from './addresses';
import { type Holder } from './conflicts';
import { DNSMASQ, hosts } from './dhcp.endpoints';
import { type DnsmasqHost } from './dnsmasq-host';
import { HostName, Mac } from './fields';
import { type Lease } from './lease';
import { LeaseTime, leaseSeconds } from './lease-time';

/** What a host can be given. */
export class HostDetails {
  @Describe('One IPv4, any IPv6; ::50 gets the prefix') @Optional() @TextList({ max: 10, length: 45 }) ips?: string[];
  @Describe('Of the client; none for a name in DNS') @Optional() @Mac() mac?: string;
  @Describe('DUID or client id') @Optional() @Matches(/^[\da-fA-F:*]*$/, { message: 'client_id must be bytes in hexadecimal with colons between them' }) client_id?: string;
  @Describe('Without domain') @Optional() @HostName() hostname?: string;
  @Describe('Its domain') @Optional() @HostName() domain?: string;
  @Describe('24h, 86400') @Optional() @LeaseTime() lease_time?: string;
  @Describe('Its purpose') @Optional() @Text() description?: string;
}

/** What was given in OPNsense's words. */
export function hostValues(tool: string, { ips, mac, client_id, hostname, domain, lease_time: time, description }: HostDetails): Record<string, string> {
  const values = {
    ip: ips?.join(','), hwaddr: mac === undefined ? undefined : plainMac(mac), client_id, host: hostname, domain, lease_time: time === undefined ? undefined : leaseSeconds(tool, time), descr: description,
  };
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Every client that Dnsmasq knows. */
export async function hostHolders(firewall: FirewallApi): Promise<Holder[]> {
  const { items } = await hosts.list(firewall, { search: '', limit: -1, page: 1 });
  return items.flatMap(host => (host.macs === undefined && host.client_id === undefined ? [] : [toHolder(host)]));
}

function toHolder({ uuid, hostname, ips = [], macs = [], client_id }: DnsmasqHost): Holder {
  // `*` stands for any client.
  const ids = [...macs, ...(client_id === undefined || client_id === '*' ? [] : [client_id])];
  return { uuid, ips: ips.filter(ip => !ip.startsWith('::')), ids, label: `${hostname === undefined ? '' : `${hostname} `}(${[...ips, ...ids].join(', ')}, uuid ${uuid})` };
}

/** The lease that somebody has of an address; undefined when nobody does. */
export async function leaseAt(firewall: FirewallApi, ip: string): Promise<Lease | undefined> {
  const { rows } = await firewall.read(DNSMASQ.search, { body: { current: 1, rowCount: 100, searchPhrase: ip } });
  return rows.map(DNSMASQ.toLease).find(lease => isSameAddress(lease.ip, ip));
}
