import { IsBoolean, IsString } from 'class-validator';
import { Optional } from '../fields';
import { present } from '../present';
import { shape } from '../shape';

/** A daemon as `core/service/search` lists it. */
export interface ServiceRow {
  /** The name, and after a slash the instance where a daemon has several. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly running: number | string | boolean;
  readonly locked: number | string | boolean;
}

/** What each row has. */
export const serviceRow = shape.object({ id: shape.name, name: shape.name, description: shape.optional(shape.text), running: shape.scalar, locked: shape.scalar });

/** A daemon that OPNsense controls. */
export class Service {
  @IsString() name!: string;
  /** Which of several daemons of that name, such as the gateway that one dpinger watches. */
  @Optional() @IsString() instance?: string;
  @Optional() @IsString() description?: string;
  @IsBoolean() running!: boolean;
  /** Can be restarted, but not stopped. */
  @Optional() @IsBoolean() locked?: boolean;
}

/** One row as a service. */
export function toService(row: ServiceRow): Service {
  return present<Service>({
    name: row.name,
    instance: row.id.startsWith(`${row.name}/`) ? row.id.slice(row.name.length + 1) : undefined,
    description: row.description,
    running: isOn(row.running),
    locked: isOn(row.locked) ? true : undefined,
  });
}

const isOn = (flag: number | string | boolean): boolean => Number(flag) === 1;
