import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** What a host override can answer. */
export const RECORD_TYPES = ['A', 'AAAA', 'MX', 'TXT'] as const;

/** What a host override answers. */
export type RecordType = (typeof RECORD_TYPES)[number];

/** A host override as `unbound/settings/search_host_override` lists it. */
export interface HostOverrideRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly hostname: string;
  readonly domain: string;
  /** 24.7 and 25.1: the label `A (IPv4 address)`; later the type. */
  readonly rr: string;
  readonly mxprio: string;
  readonly mx: string;
  readonly server: string;
  /** Since 25.1. */
  readonly ttl?: string;
  /** Since 25.7. */
  readonly txtdata?: string;
  /** Since 26.1: whether reverse lookups find the name. */
  readonly addptr?: string;
  readonly description: string;
  /** Since 26.1, when there are any. */
  readonly _children?: readonly Pick<HostOverrideRow, 'hostname' | 'domain'>[];
}

const { text, optional } = shape;

/** What each row has. */
export const hostOverrideRow = shape.object({
  uuid: shape.name, enabled: text, hostname: text, domain: shape.name, rr: text, mxprio: text, mx: text, server: text, ttl: optional(text), txtdata: optional(text), addptr: optional(text), description: text,
  _children: optional(shape.table(shape.object({ hostname: text, domain: text }))),
});

/** A record that Unbound answers itself. */
export class HostOverride {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** The whole name; `*.` stands for every name in the domain. */
  @IsString() name!: string;
  @IsIn(RECORD_TYPES) type!: RecordType;
  /** A, AAAA: the address. */
  @Optional() @IsString() server?: string;
  /** MX: the mail server. */
  @Optional() @IsString() mx?: string;
  @Optional() @IsInt() mx_priority?: number;
  /** TXT: the text. */
  @Optional() @IsString() text?: string;
  /** Seconds; absent for Unbound's default, one hour. */
  @Optional() @IsInt() ttl?: number;
  /** False when reverse lookups do not find the name. */
  @Optional() @IsBoolean() reverse?: boolean;
  /** Other names that get the same answer; OPNsense lists them here since 26.1, before see opn_list_dns_aliases. */
  @Optional() @IsArray() @IsString({ each: true }) aliases?: string[];
  @Optional() @IsString() description?: string;
}

/** One row as a host override. */
export function toHostOverride(row: HostOverrideRow): HostOverride {
  const type = recordType(row.rr);
  const isMail = type === 'MX';
  return present<HostOverride>({
    uuid: row.uuid,
    enabled: row.enabled === '1',
    name: wholeName(row.hostname, row.domain),
    type,
    server: type === 'A' || type === 'AAAA' ? row.server : undefined,
    mx: isMail ? row.mx : undefined,
    mx_priority: isMail ? number(row.mxprio) : undefined,
    text: type === 'TXT' ? row.txtdata : undefined,
    ttl: number(row.ttl),
    reverse: row.addptr === '0' ? false : undefined,
    aliases: row._children?.map(({ hostname, domain }) => wholeName(hostname || row.hostname, domain || row.domain)),
    description: row.description,
  });
}

/** The type that OPNsense means by a key or a label. */
export function recordType(rr: string): RecordType {
  const key = rr.split(' ', 1)[0];
  return RECORD_TYPES.find(type => type === key) ?? 'A';
}

/** A name with its domain. */
export function wholeName(hostname: string, domain: string): string {
  return [hostname, domain].filter(part => part !== '').join('.');
}

function number(text: string | undefined): number | undefined {
  return text === undefined || !/^[0-9]+$/.test(text) ? undefined : Number(text);
}
