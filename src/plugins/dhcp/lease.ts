import { IsBoolean, IsIn, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A lease or static mapping as `dhcpv4/leases/search_lease` and its IPv6 twin list it. */
export interface IscLeaseRow {
  readonly address: string;
  readonly type: string;
  readonly mac?: string;
  readonly duid?: string;
  readonly hostname?: string;
  /** `2026/11/23 13:10:11` in the firewall's time zone; empty for a static mapping. */
  readonly ends?: string;
  readonly state?: string;
  readonly status?: string;
  readonly descr?: string;
  readonly man?: string;
  readonly if?: string;
  readonly if_descr?: string;
}

/** A lease as `kea/leases4/search` and `kea/leases6/search` list it: texts up to 25.7, numbers later. */
export interface KeaLeaseRow {
  readonly address: string;
  readonly hwaddr?: string;
  readonly client_id?: string;
  readonly duid?: string;
  readonly hostname?: string;
  readonly expire: number | string;
  readonly state: number | string;
  /** Since 25.7: `0` or `1`; since 26.1 by what the client is known. */
  readonly is_reserved?: string | readonly string[];
  readonly if_name?: string;
  readonly if_descr?: string;
  readonly mac_info?: string;
}

/** A lease as `dnsmasq/leases/search` lists it. */
export interface DnsmasqLeaseRow {
  readonly address: string;
  readonly hwaddr?: string;
  readonly client_id?: string;
  /** `*` when the client told none. */
  readonly hostname?: string;
  /** Seconds since 1970; 0 for ever. */
  readonly expire: number;
  readonly is_reserved?: string | readonly string[];
  readonly if_name?: string;
  readonly if_descr?: string;
  readonly mac_info?: string;
}

const maybe = shape.optional(shape.text);

/** What each row of ISC DHCP has. */
export const iscLeaseRow = shape.object({ address: shape.text, type: shape.text, mac: maybe, duid: maybe, hostname: maybe, ends: maybe, state: maybe, status: maybe, descr: maybe, man: maybe, if: maybe, if_descr: maybe });

const common = { address: shape.text, hwaddr: maybe, client_id: maybe, hostname: maybe, if_name: maybe, if_descr: maybe, mac_info: maybe };

/** What each row of Kea has. */
export const keaLeaseRow = shape.object({ ...common, duid: maybe, expire: shape.scalar, state: shape.scalar });

/** What each row of Dnsmasq has. */
export const dnsmasqLeaseRow = shape.object({ ...common, expire: shape.integer });

/** An address that a machine got from a DHCP server. */
export class Lease {
  @IsString() ip!: string;
  @Optional() @IsString() mac?: string;
  @Optional() @IsString() hostname?: string;
  /** How the client calls itself: DUID with IPv6; client id unless it is only the MAC address. */
  @Optional() @IsString() client_id?: string;
  /** The interface's key, such as `opt1`. */
  @Optional() @IsString() interface?: string;
  /** The interface's name as people gave it. */
  @Optional() @IsString() network?: string;
  @Optional() @IsString() manufacturer?: string;
  /** ISO 8601; without a zone it is the firewall's local time. `never`, or absent for a static mapping. */
  @Optional() @IsString() expires?: string;
  /** Absent while the lease is in use. */
  @Optional() @IsIn(['declined', 'expired', 'released', 'abandoned']) state?: 'declined' | 'expired' | 'released' | 'abandoned';
  /** The client has a reservation or static mapping; absent when the firewall does not tell. */
  @Optional() @IsBoolean() reserved?: boolean;
  /** The firewall has seen it on the network lately. */
  @Optional() @IsBoolean() online?: boolean;
  @Optional() @IsString() description?: string;
}

/** One row of ISC DHCP as a lease. */
export function fromIsc(row: IscLeaseRow): Lease {
  return present<Lease>({
    ip: row.address, mac: row.mac, hostname: row.hostname, client_id: row.duid, interface: row.if, network: row.if_descr, manufacturer: row.man,
    expires: row.ends === undefined || row.ends === '' ? undefined : row.ends.replace(' ', 'T').replaceAll('/', '-'),
    state: row.state === 'expired' || row.state === 'released' || row.state === 'abandoned' ? row.state : undefined,
    reserved: row.type === 'static',
    online: row.status === undefined ? undefined : row.status === 'online',
    description: row.descr,
  });
}

const KEA_STATES = [undefined, 'declined', 'expired', 'released'] as const;

/** One row of Kea as a lease. */
export function fromKea(row: KeaLeaseRow): Lease {
  return present<Lease>({ ...shared(row), client_id: row.duid || idBesideMac(row), expires: isoTime(Number(row.expire)), state: KEA_STATES[Number(row.state)] });
}

/** One row of Dnsmasq as a lease. */
export function fromDnsmasq(row: DnsmasqLeaseRow): Lease {
  return present<Lease>({ ...shared(row), client_id: idBesideMac(row), expires: row.expire === 0 ? 'never' : isoTime(row.expire) });
}

function shared(row: KeaLeaseRow | DnsmasqLeaseRow): Lease {
  const { is_reserved: reserved } = row;
  return present<Lease>({
    ip: row.address, mac: row.hwaddr, hostname: unlessStar(row.hostname), interface: row.if_name, network: row.if_descr, manufacturer: row.mac_info,
    reserved: reserved === undefined ? undefined : typeof reserved === 'string' ? reserved === '1' : reserved.length > 0,
  });
}

function idBesideMac({ client_id: id, hwaddr }: KeaLeaseRow | DnsmasqLeaseRow): string | undefined {
  return id === `01:${hwaddr ?? ''}` ? undefined : unlessStar(id);
}

function unlessStar(text: string | undefined): string | undefined {
  return text === '*' ? undefined : text;
}

function isoTime(seconds: number): string | undefined {
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : undefined;
}
