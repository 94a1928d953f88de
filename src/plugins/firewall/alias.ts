import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { isUuid, Optional, present, shape } from '../../core';

/** What OPNsense calls each type of alias in lists up to 25.1. */
const TYPE_LABELS: Readonly<Record<string, string>> = {
  'Host(s)': 'host', 'Network(s)': 'network', 'Port(s)': 'port', 'URL (IPs)': 'url', 'URL Table (IPs)': 'urltable',
  'URL Table in JSON format (IPs)': 'urljson', GeoIP: 'geoip', 'Network group': 'networkgroup', 'MAC address': 'mac', 'BGP ASN': 'asn',
  'Dynamic IPv6 Host': 'dynipv6host', 'OpenVPN group': 'authgroup', 'Internal (automatic)': 'internal', 'External (advanced)': 'external',
};

/** An alias as `firewall/alias/search_item` lists it. Up to 25.1 the type is a label; from 25.7 on the row holds the password of a download, too. */
export interface AliasRow {
  /** Built-in ones have a name here. */
  readonly uuid: string;
  readonly enabled: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly description?: string;
  readonly current_items?: string | number;
  readonly last_updated?: string;
  readonly '%categories'?: string;
}

/** What every row of aliases has. */
export const aliasRow = shape.object({
  uuid: shape.name,
  name: shape.text,
  type: shape.text,
  content: shape.text,
  description: shape.optional(shape.text),
  last_updated: shape.optional(shape.text),
  '%categories': shape.optional(shape.text),
});

/** A name that rules use for hosts, networks or ports. */
export class Alias {
  /** Absent for those that OPNsense makes itself. */
  @Optional() @IsString() uuid?: string;
  @IsString() name!: string;
  @IsString() type!: string;
  @IsBoolean() enabled!: boolean;
  /** The first entries. */
  @Optional() @IsArray() @IsString({ each: true }) content?: string[];
  /** How many there are, when not all are shown. */
  @Optional() @IsInt() entries?: number;
  /** Addresses and networks in the table that pf has loaded. */
  @Optional() @IsInt() loaded?: number;
  @Optional() @IsString() last_updated?: string;
  /** Names of its categories. */
  @Optional() @IsArray() @IsString({ each: true }) categories?: string[];
  @Optional() @IsString() description?: string;
}

const SHOWN_ENTRIES = 20;

/** One row of any release as an alias. */
export function toAlias(row: AliasRow): Alias {
  const entries = row.content.split('\n').filter(entry => entry !== '');
  const loaded = String(row.current_items ?? '');
  return present<Alias>({
    uuid: isUuid(row.uuid) ? row.uuid : undefined,
    name: row.name,
    type: TYPE_LABELS[row.type] ?? row.type,
    enabled: row.enabled === '1',
    content: entries.slice(0, SHOWN_ENTRIES),
    entries: entries.length > SHOWN_ENTRIES ? entries.length : undefined,
    loaded: /^\d+$/.test(loaded) ? Number(loaded) : undefined,
    last_updated: row.last_updated,
    categories: (row['%categories'] ?? '').split(', ').filter(name => name !== ''),
    description: row.description,
  });
}
