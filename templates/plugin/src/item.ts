import { IsBoolean, IsString, Optional, present } from 'opnsense-mcp/plugin';

/** A widget as OPNsense lists it. */
export interface ItemRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly name: string;
  readonly description: string;
}

/** A widget in our words. */
export class Item {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  @Optional() @IsString() description?: string;
}

/** OPNsense writes booleans as '0' and '1', and nothing as an empty text. */
export function toItem({ uuid, name, enabled, description }: ItemRow): Item {
  return present<Item>({ uuid, name, enabled: enabled === '1', description: description === '' ? undefined : description });
}
