import { IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** An alias as `unbound/settings/search_host_alias` lists it. */
export interface HostAliasRow {
  readonly uuid: string;
  readonly enabled: string;
  /** 24.7 and 25.1: the name of the override, such as `nas.example.org`; later its uuid. */
  readonly host: string;
  /** Since 25.7: the name of the override. */
  readonly '%host'?: string;
  readonly hostname: string;
  readonly domain: string;
  readonly description: string;
}

const { text } = shape;

/** What each row has. */
export const hostAliasRow = shape.object({ uuid: shape.name, enabled: text, host: text, '%host': shape.optional(text), hostname: text, domain: text, description: text });

/** Another name for a host override. */
export class HostAlias {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** The whole name. */
  @IsString() name!: string;
  /** The name of the override that it answers like; absent when that is gone. */
  @Optional() @IsString() host?: string;
  /** The override's uuid, since 25.7. */
  @Optional() @IsString() host_uuid?: string;
  @Optional() @IsString() description?: string;
}

/** One row as an alias: what it does not say itself it has from its override. */
export function toHostAlias(row: HostAliasRow): HostAlias {
  const host = (row['%host'] ?? row.host).replace(/^\./, '');
  const [label = '', ...rest] = host.split('.');
  return {
    uuid: row.uuid,
    enabled: row.enabled === '1',
    name: [row.hostname || label, row.domain || rest.join('.')].filter(each => each !== '').join('.'),
    ...present<Pick<HostAlias, 'host' | 'host_uuid' | 'description'>>({ host, host_uuid: row['%host'] === undefined ? undefined : row.host, description: row.description }),
  };
}
