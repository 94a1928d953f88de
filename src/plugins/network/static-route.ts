import { IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A route as `routes/routes/searchroute` lists it. */
export interface StaticRouteRow {
  readonly uuid: string;
  readonly network: string;
  /** 24.7 and 25.1: the label `WAN_GW - 203.0.113.1`; later the gateway's name. */
  readonly gateway: string;
  /** The label, since 25.7. */
  readonly '%gateway'?: string;
  readonly descr?: string;
  /** Up to 26.1.9. */
  readonly disabled?: string;
  /** Since 26.1.10. */
  readonly enabled?: string;
}

const optionalText = shape.optional(shape.text);

/** What each row has. */
export const staticRouteRow = shape.object({
  uuid: shape.name, network: shape.name, gateway: shape.name, '%gateway': optionalText, descr: optionalText, disabled: optionalText, enabled: optionalText,
});

/** A configured static route. */
export class StaticRoute {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  @IsString() network!: string;
  /** Name of the gateway. */
  @IsString() gateway!: string;
  @Optional() @IsString() gateway_address?: string;
  @Optional() @IsString() description?: string;
}

/** One row of any release as a route. */
export function toStaticRoute(row: StaticRouteRow): StaticRoute {
  const [name = '', ...address] = (row['%gateway'] ?? row.gateway).split(' - ');
  return present<StaticRoute>({
    uuid: row.uuid,
    enabled: row.enabled === undefined ? row.disabled !== '1' : row.enabled === '1',
    network: row.network,
    gateway: row['%gateway'] === undefined ? name : row.gateway,
    gateway_address: address.find(text => /^[0-9a-f.:%]*[.:][0-9a-z.:%]*$/i.test(text)),
    description: row.descr,
  });
}
