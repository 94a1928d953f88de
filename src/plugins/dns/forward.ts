import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** How queries are passed on: in the clear, or over TLS. */
export const FORWARD_TYPES = ['forward', 'dot'] as const;

/** How queries are passed on. */
export type ForwardType = (typeof FORWARD_TYPES)[number];

/** A forward as `unbound/settings/search_forward` and `search_dot` list it. */
export interface ForwardRow {
  readonly uuid: string;
  readonly enabled: string;
  /** Empty for everything. */
  readonly domain: string;
  readonly server: string;
  readonly port: string;
  readonly verify: string;
  readonly forward_tcp_upstream: string;
  /** Since 25.1. */
  readonly forward_first?: string;
  readonly description: string;
}

const { text } = shape;

/** What each row has. */
export const forwardRow = shape.object({
  uuid: shape.name, enabled: text, domain: text, server: shape.name, port: text, verify: text, forward_tcp_upstream: text, forward_first: shape.optional(text), description: text,
});

/** The ports of DNS in the clear and over TLS. */
export const USUAL_PORT = { forward: 53, dot: 853 } as const;

/** A server that Unbound passes queries on to. */
export class DnsForward {
  @IsString() uuid!: string;
  @IsIn(FORWARD_TYPES) type!: ForwardType;
  @IsBoolean() enabled!: boolean;
  /** Only names in this domain; absent for all. */
  @Optional() @IsString() domain?: string;
  @IsString() server!: string;
  @IsInt() port!: number;
  /** Over TLS: the name that the server's certificate must have; absent when it is not checked. */
  @Optional() @IsString() verify?: string;
  /** Asked by TCP only. */
  @Optional() @IsBoolean() tcp?: boolean;
  /** When it fails, Unbound asks the internet's servers itself. */
  @Optional() @IsBoolean() forward_first?: boolean;
  @Optional() @IsString() description?: string;
}

/** One row as a forward of that type. Without a port Unbound asks 53, and 853 only where there is a name to verify. */
export function toForward(type: ForwardType, row: ForwardRow): DnsForward {
  return present<DnsForward>({
    uuid: row.uuid,
    type,
    enabled: row.enabled === '1',
    domain: row.domain,
    server: row.server,
    port: /^[0-9]+$/.test(row.port) ? Number(row.port) : USUAL_PORT[row.verify === '' ? 'forward' : type],
    verify: row.verify,
    tcp: row.forward_tcp_upstream === '1' ? true : undefined,
    forward_first: row.forward_first === '1' ? true : undefined,
    description: row.description,
  });
}
