import { IsArray, IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A subnet as `kea/dhcpv4/search_subnet` and its IPv6 twin list it; up to 25.1 without the options. */
export interface SubnetRow {
  readonly uuid: string;
  /** Empty for an IPv6 subnet whose prefix is dynamic. */
  readonly subnet: string;
  /** One a line. */
  readonly pools: string;
  readonly option_data_autocollect?: string;
  readonly 'option_data.routers'?: string;
  readonly 'option_data.domain_name_servers'?: string;
  readonly 'option_data.dns_servers'?: string;
  readonly 'option_data.domain_name'?: string;
  /** IPv6 only. */
  readonly interface?: string;
  readonly '%interface'?: string;
  readonly dynamic_prefix?: string;
  readonly description: string;
}

const maybe = shape.optional(shape.text);

/** What each row has. */
export const subnetRow = shape.object({ uuid: shape.name, subnet: shape.text, pools: shape.text, option_data_autocollect: maybe, interface: maybe, dynamic_prefix: maybe, description: shape.text });

/** A network on which Kea hands out addresses. */
export class KeaSubnet {
  @IsString() uuid!: string;
  /** Absent for a dynamic prefix. */
  @Optional() @IsString() subnet?: string;
  /** Ranges such as `192.168.1.100-192.168.1.199`, or subnets. */
  @Optional() @IsArray() @IsString({ each: true }) pools?: string[];
  /** IPv6: the interface. */
  @Optional() @IsString() interface?: string;
  @Optional() @IsBoolean() dynamic_prefix?: boolean;
  /** True when clients are told the firewall's own address as router and name server. */
  @Optional() @IsBoolean() auto_options?: boolean;
  @Optional() @IsString() routers?: string;
  @Optional() @IsString() dns_servers?: string;
  @Optional() @IsString() domain_name?: string;
  @Optional() @IsString() description?: string;
}

/** One row as a subnet. */
export function toSubnet(row: SubnetRow): KeaSubnet {
  return present<KeaSubnet>({
    uuid: row.uuid, subnet: row.subnet, pools: row.pools.split('\n').filter(pool => pool !== ''), interface: row.interface, dynamic_prefix: row.dynamic_prefix === '1' ? true : undefined,
    auto_options: row.option_data_autocollect === undefined ? undefined : row.option_data_autocollect === '1',
    routers: row['option_data.routers'], dns_servers: row['option_data.domain_name_servers'] ?? row['option_data.dns_servers'], domain_name: row['option_data.domain_name'], description: row.description,
  });
}
