import { IsArray, IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** An account as `dyndns/accounts/search_item` lists it: up to 25.1 some columns, in words; later all fields, and words under `%`. */
export interface DdnsRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly service: string;
  readonly '%service'?: string;
  readonly username: string;
  /** With commas between them. */
  readonly hostnames: string;
  readonly interface: string;
  readonly '%interface'?: string;
  readonly '%checkip'?: string;
  readonly checkip?: string;
  readonly server?: string;
  readonly zone?: string;
  readonly description: string;
  readonly current_ip: string;
  readonly current_mtime: string;
}

/** How lists up to 25.1 call it when an account has no interface. */
const NO_INTERFACE = 'None';
const { text, optional } = shape;

/** What each row has. */
export const ddnsRow = shape.object({
  uuid: shape.name, enabled: text, service: text, '%service': optional(text), username: text, hostnames: text, interface: text, '%interface': optional(text), checkip: optional(text), '%checkip': optional(text),
  server: optional(text), zone: optional(text), description: text, current_ip: text, current_mtime: text,
});

/** An account at a provider of dynamic DNS. Its password is never told. */
export class DdnsAccount {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** The provider, in words. */
  @IsString() service!: string;
  @IsArray() @IsString({ each: true }) hostnames!: string[];
  @Optional() @IsString() username?: string;
  @Optional() @IsString() interface?: string;
  /** How the public address is found, in words; unknown up to 25.1. */
  @Optional() @IsString() checkip?: string;
  @Optional() @IsString() server?: string;
  @Optional() @IsString() zone?: string;
  @Optional() @IsString() description?: string;
  /** The address told to the provider last; absent when none was yet. */
  @Optional() @IsString() current_ip?: string;
  /** When, ISO 8601. */
  @Optional() @IsString() updated?: string;
}

/** One row as an account. */
export function toDdnsAccount(row: DdnsRow): DdnsAccount {
  return present<DdnsAccount>({
    uuid: row.uuid, enabled: row.enabled === '1', service: row['%service'] ?? row.service, hostnames: row.hostnames.split(',').filter(each => each !== ''), username: row.username,
    interface: row.interface === '' || row.interface === NO_INTERFACE ? undefined : (row['%interface'] ?? row.interface), checkip: row['%checkip'] ?? row.checkip, server: row.server, zone: row.zone, description: row.description, current_ip: row.current_ip, updated: row.current_mtime,
  });
}
