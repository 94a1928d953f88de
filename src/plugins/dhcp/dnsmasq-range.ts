import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { leaseTime } from './lease-time';

/** A range as `dnsmasq/settings/search_range` lists it: in 25.1 with labels, later with values and labels under `%`. */
export interface RangeRow {
  readonly uuid: string;
  readonly interface: string;
  readonly '%interface'?: string;
  readonly start_addr: string;
  readonly end_addr: string;
  readonly constructor: string;
  readonly '%constructor'?: string;
  readonly mode: string;
  readonly prefix_len: string;
  /** Seconds, or empty. */
  readonly lease_time: string;
  readonly domain: string;
  readonly ra_mode: string;
  readonly ra_priority: string;
  readonly set_tag: string;
  readonly '%set_tag'?: string;
  readonly subnet_mask?: string;
  readonly description: string;
}

const { text } = shape;

/** What each row has. */
export const rangeRow = shape.object({
  uuid: shape.name, interface: text, start_addr: text, end_addr: text, constructor: text, mode: text, prefix_len: text, lease_time: text, domain: text, ra_mode: text, ra_priority: text, set_tag: text, description: text,
});

/** Addresses that Dnsmasq hands out, or an IPv6 network that it announces. */
export class DnsmasqRange {
  @IsString() uuid!: string;
  @IsIn(['ipv4', 'ipv6']) family!: 'ipv4' | 'ipv6';
  /** The interface's key; absent when the range is for any. */
  @Optional() @IsString() interface?: string;
  /** The interface's name as people gave it. */
  @Optional() @IsString() network?: string;
  @IsString() start_addr!: string;
  @Optional() @IsString() end_addr?: string;
  /** IPv6: the interface whose prefix goes before a partial address. */
  @Optional() @IsString() prefix_interface?: string;
  @Optional() @IsInt() prefix_len?: number;
  @Optional() @IsString() subnet_mask?: string;
  /** True when only reserved clients get addresses. */
  @Optional() @IsBoolean() static?: boolean;
  /** Such as `24h`, or `infinite`; absent for Dnsmasq's default, one day. */
  @Optional() @IsString() lease_time?: string;
  @Optional() @IsArray() @IsString({ each: true }) ra_modes?: string[];
  @Optional() @IsIn(['high', 'low']) ra_priority?: 'high' | 'low';
  @Optional() @IsString() domain?: string;
  @Optional() @IsString() tag?: string;
  @Optional() @IsString() description?: string;
}

/** Keys of interfaces by the names that people gave them. */
export type InterfaceKeys = ReadonlyMap<string, string>;

/** True for a row that has only the name of its interface, as 25.1 lists it. */
export function lacksKeys(row: RangeRow): boolean {
  return row.interface !== '' && row['%interface'] === undefined;
}

/** One row as a range; `keys` is needed where rows lack keys. */
export function toRange(row: RangeRow, keys: InterfaceKeys = new Map()): DnsmasqRange {
  const priority = row.ra_priority.toLowerCase();
  const keyOf = (name: string): string | undefined => (name === 'Any' || name === 'None' ? undefined : (keys.get(name) ?? name));
  const isKeyed = !lacksKeys(row);
  return present<DnsmasqRange>({
    uuid: row.uuid,
    family: row.start_addr.includes(':') ? 'ipv6' : 'ipv4',
    interface: isKeyed ? row.interface : keyOf(row.interface),
    network: isKeyed ? row['%interface'] : row.interface === 'Any' ? undefined : row.interface,
    start_addr: row.start_addr,
    end_addr: row.end_addr,
    prefix_interface: isKeyed ? row.constructor : keyOf(row.constructor),
    prefix_len: row.prefix_len === '' ? undefined : Number(row.prefix_len),
    subnet_mask: row.subnet_mask,
    static: row.mode.includes('static') ? true : undefined,
    lease_time: leaseTime(row.lease_time),
    ra_modes: row.ra_mode.split(',').map(mode => mode.trim()).filter(mode => mode !== ''),
    ra_priority: priority === 'high' || priority === 'low' ? priority : undefined,
    domain: row.domain,
    tag: row['%set_tag'] ?? row.set_tag,
    description: row.description,
  });
}
