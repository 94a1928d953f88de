import { IsString, Optional, present } from 'opnsense-mcp/plugin';

/** A subnet as OPNsense lists it. */
export interface SubnetRow {
  readonly uuid: string;
  readonly subnet: string;
  readonly description: string;
}

/** A network behind the firewall that the tailnet can reach through it. */
export class AdvertisedSubnet {
  @IsString() uuid!: string;
  /** In CIDR notation. */
  @IsString() subnet!: string;
  @Optional() @IsString() description?: string;
}

/** The subnet in our words. */
export function toSubnet({ uuid, subnet, description }: SubnetRow): AdvertisedSubnet {
  return present<AdvertisedSubnet>({ uuid, subnet, description: description === '' ? undefined : description });
}
