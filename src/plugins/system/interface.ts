import { IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present, shape, TextList } from '../../core';

/** A network device as `interfaces/overview/interfaces_info` lists it, as far as it is used. */
export interface InterfaceRow {
  readonly device: string;
  /** `wan`, `opt1` …; empty for a device that is not assigned. */
  readonly identifier?: string;
  readonly description?: string;
  readonly enabled?: boolean;
  readonly status?: string;
  readonly macaddr?: string;
  readonly mtu?: string;
  readonly ipv4?: readonly AddressRow[];
  readonly ipv6?: readonly AddressRow[];
}

/** An address: with its prefix length on an assigned device, beside it on another. */
interface AddressRow {
  readonly ipaddr: string;
  readonly subnetbits?: string | number | null;
}

const optionalText = shape.optional(shape.text);
const addresses = shape.optional(shape.table(shape.object({ ipaddr: shape.text, subnetbits: shape.optional(shape.scalar) })));

/** What each row has. */
export const interfaceRow = shape.object({
  device: shape.name, identifier: optionalText, description: optionalText, enabled: shape.optional(shape.flag), status: optionalText, macaddr: optionalText,
  mtu: shape.optional(shape.scalar), ipv4: addresses, ipv6: addresses,
});

/** A network device and what it is assigned to. */
export class Interface {
  @IsString() device!: string;
  /** `wan`, `lan`, `opt1` …; absent when the device is not assigned. */
  @Optional() @IsString() name?: string;
  @Optional() @IsString() description?: string;
  @Optional() @IsBoolean() enabled?: boolean;
  @Optional() @IsString() status?: string;
  @Optional() @IsString() mac?: string;
  @Optional() @IsInt() mtu?: number;
  /** With prefix length, IPv4 first. */
  @Optional() @TextList() addresses?: string[];
}

/** One row as an interface. */
export function toInterface(row: InterfaceRow): Interface {
  const assigned = row.identifier !== undefined && row.identifier !== '';
  const mtu = Number(row.mtu);
  return present<Interface>({
    device: row.device,
    name: assigned ? row.identifier : undefined,
    description: assigned ? row.description : undefined,
    enabled: row.enabled,
    status: row.status,
    mac: row.macaddr === '00:00:00:00:00:00' ? undefined : row.macaddr,
    mtu: Number.isInteger(mtu) && mtu > 0 ? mtu : undefined,
    addresses: [...Object.values(row.ipv4 ?? []), ...Object.values(row.ipv6 ?? [])].map(withPrefix),
  });
}

const withPrefix = ({ ipaddr, subnetbits }: AddressRow): string => (ipaddr.includes('/') || subnetbits === undefined || subnetbits === null ? ipaddr : `${ipaddr}/${subnetbits}`);
