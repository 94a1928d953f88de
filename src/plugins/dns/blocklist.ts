import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { type GotItem, ListOf, Optional, present, shape } from '../../core';

/** A policy as `unbound/settings/search_dnsbl` lists it; lists have commas between their entries. */
export interface PolicyRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly type: string;
  readonly lists: string;
  readonly allowlists: string;
  readonly blocklists: string;
  readonly wildcards: string;
  readonly source_nets: string;
  readonly address: string;
  readonly nxdomain: string;
  readonly cache_ttl: string;
  readonly description: string;
}

const { text } = shape;

/** What each row has. */
export const policyRow = shape.object({
  uuid: shape.name, enabled: text, type: text, lists: text, allowlists: text, blocklists: text, wildcards: text, source_nets: text, address: text, nxdomain: text, cache_ttl: text, description: text,
});

/** A blocklist policy without its entries. */
export class BlocklistSummary {
  /** Absent up to 25.7.7, where there is only one policy. */
  @Optional() @IsString() uuid?: string;
  @IsBoolean() enabled!: boolean;
  @Optional() @IsString() description?: string;
  /** Codes of published lists. */
  @IsArray() @IsString({ each: true }) providers!: string[];
  /** How many further lists, and entries of its own, it has. */
  @IsInt() custom_urls!: number;
  @IsInt() allowlists!: number;
  @IsInt() blocklists!: number;
  @IsInt() wildcards!: number;
  /** Clients it is for; absent for everybody. */
  @Optional() @IsArray() @IsString({ each: true }) source_nets?: string[];
}

/** A list that somebody publishes. */
export class Provider {
  @IsString() code!: string;
  @IsString() name!: string;
  /** Since 26.1. */
  @Optional() @IsString() group?: string;
}

/** A blocklist policy with its entries. */
export class BlocklistPolicy {
  @Optional() @IsString() uuid?: string;
  @IsBoolean() enabled!: boolean;
  @Optional() @IsString() description?: string;
  @ListOf(() => Provider) selected_providers!: Provider[];
  @Optional() @ListOf(() => Provider) available_providers?: Provider[];
  @IsArray() @IsString({ each: true }) custom_urls!: string[];
  /** Regular expressions for names that are never blocked; a plain name is one. */
  @IsArray() @IsString({ each: true }) allowlists!: string[];
  @IsArray() @IsString({ each: true }) blocklists!: string[];
  /** Domains blocked with everything below. */
  @IsArray() @IsString({ each: true }) wildcards!: string[];
  @Optional() @IsArray() @IsString({ each: true }) source_nets?: string[];
  /** True when blocked names are said not to exist. */
  @IsBoolean() nxdomain!: boolean;
  /** What blocked names are answered with otherwise; 0.0.0.0 unless set. */
  @Optional() @IsString() address?: string;
  /** Seconds after which published lists are downloaded anew; since 25.7.8. */
  @Optional() @IsInt() cache_ttl?: number;
  /** Which lists have more entries than are shown. */
  @Optional() @IsString() more?: string;
}

/** The entries of a list field. */
export function entriesOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').map(entry => entry.trim()).filter(entry => entry !== '') : [];
}

/** One row as a summary. */
export function toSummary(row: Omit<PolicyRow, 'uuid'> & { readonly uuid?: string }): BlocklistSummary {
  const count = (value: string): number => entriesOf(value).length;
  return {
    ...present<Pick<BlocklistSummary, 'uuid'>>({ uuid: row.uuid }),
    enabled: row.enabled === '1',
    ...present<Pick<BlocklistSummary, 'description' | 'source_nets'>>({ description: row.description, source_nets: entriesOf(row.source_nets) }),
    providers: entriesOf(row.type),
    custom_urls: count(row.lists),
    allowlists: count(row.allowlists),
    blocklists: count(row.blocklists),
    wildcards: count(row.wildcards),
  };
}

/** The published lists that the firewall offers, by its options of the field `type`. */
export function providersOf(item: GotItem): Provider[] {
  const { type } = item;
  if (typeof type !== 'object' || type === null || Array.isArray(type)) return [];
  return Object.entries(type as Readonly<Record<string, { readonly value?: unknown; readonly optgroup?: unknown } | null>>)
    .filter(([code]) => code !== '')
    .map(([code, option]) => {
      const name = typeof option?.value === 'string' ? option.value.trim() : '';
      return present<Provider>({ code, name: name || code, group: typeof option?.optgroup === 'string' ? option.optgroup : undefined });
    });
}
