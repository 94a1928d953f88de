import { IsBoolean, IsObject, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { type ResourceType, SHOWN } from './resource-type';

/** An object as `haproxy/settings/search_…` lists it: a few columns up to 25.1, every field later, with labels under `%`. */
export interface ObjectRow {
  readonly uuid: string;
  readonly name: string;
  readonly description?: string;
  readonly enabled?: string;
  readonly [field: string]: unknown;
}

/** What each row has. */
export const objectRow = shape.object({ uuid: shape.name, name: shape.text });

/** One of HAProxy's objects. */
export class HaproxyObject {
  @IsString() uuid!: string;
  @IsString() name!: string;
  /** Absent for kinds that cannot be switched off. */
  @Optional() @IsBoolean() enabled?: boolean;
  @Optional() @IsString() description?: string;
  /** The settings that matter most, references by name; up to 25.1 the firewall lists fewer. */
  @Optional() @IsObject() details?: object;
}

/** Reads rows of one kind. */
export function toObject(type: ResourceType): (row: ObjectRow) => HaproxyObject {
  return row => {
    const details = present<Readonly<Record<string, unknown>>>(Object.fromEntries(Object.entries(SHOWN[type]).map(([word, field]) => [word, shown(row, field)])));
    return present<HaproxyObject>({
      uuid: row.uuid, name: row.name, enabled: row.enabled === undefined ? undefined : row.enabled === '1', description: row.description,
      details: Object.keys(details).length === 0 ? undefined : details,
    });
  };
}

// References and lists of choices are told by their names; of a single choice the key says it shorter.
function shown(row: ObjectRow, field: string): string | boolean | undefined {
  const value = row[field];
  if (typeof value !== 'string' || value === '') return undefined;
  if (['ssl_enabled', 'ssl', 'negate'].includes(field)) return value === '1' ? true : undefined;
  const label = row[`%${field}`];
  return typeof label === 'string' && /^linked|ertificates$|[bB]ackend$|healthCheck$|use_server$/.test(field) ? label : value;
}
