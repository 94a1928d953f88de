import { IsArray, IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { leaseTime } from './lease-time';

/** A host as `dnsmasq/settings/search_host` lists it. */
export interface HostRow {
  readonly uuid: string;
  readonly host: string;
  readonly domain: string;
  /** Addresses with commas between them. */
  readonly ip: string;
  /** MAC addresses with commas between them. */
  readonly hwaddr: string;
  readonly client_id: string;
  readonly lease_time: string;
  readonly ignore: string;
  readonly descr: string;
}

const { text } = shape;

/** What each row has. */
export const hostRow = shape.object({ uuid: shape.name, host: text, domain: text, ip: text, hwaddr: text, client_id: text, lease_time: text, ignore: text, descr: text });

/** A client that always gets the same address or name from Dnsmasq, or a name in its DNS. */
export class DnsmasqHost {
  @IsString() uuid!: string;
  @Optional() @IsString() hostname?: string;
  @Optional() @IsString() domain?: string;
  @Optional() @IsArray() @IsString({ each: true }) ips?: string[];
  /** Absent for a name in DNS that no client is reserved for. */
  @Optional() @IsArray() @IsString({ each: true }) macs?: string[];
  @Optional() @IsString() client_id?: string;
  @Optional() @IsString() lease_time?: string;
  /** The client gets nothing from DHCP. */
  @Optional() @IsBoolean() ignored?: boolean;
  @Optional() @IsString() description?: string;
}

/** One row as a host. */
export function toHost(row: HostRow): DnsmasqHost {
  return present<DnsmasqHost>({
    uuid: row.uuid, hostname: row.host, domain: row.domain, ips: listOf(row.ip), macs: listOf(row.hwaddr), client_id: row.client_id, lease_time: leaseTime(row.lease_time), ignored: row.ignore === '1' ? true : undefined, description: row.descr,
  });
}

function listOf(value: string): string[] {
  return value.split(',').filter(each => each !== '');
}
