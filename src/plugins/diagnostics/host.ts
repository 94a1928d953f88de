import { IsIn, Matches } from 'class-validator';
import { Describe, Optional } from '../../core';

/** A version of the internet protocol. */
export type IpVersion = '4' | '6';

/** The field is a host name or an address; what starts with a dash, or holds blanks or signs of a shell, is refused. */
export function HostName(): PropertyDecorator {
  return (prototype, property) => {
    Matches(/^[\w:][\w.:-]{0,254}$/, { message: '$property must be a host name or an address' })(prototype, String(property));
  };
}

/** The field is an address; empty for none. */
export function AddressOrNone(): PropertyDecorator {
  return (prototype, property) => {
    Matches(/^[\da-fA-F.:]*$/, { message: '$property must be an IPv4 or IPv6 address' })(prototype, String(property));
  };
}

/** Where probes go to, and from where. */
export class ProbeInput {
  @Describe('Name or address') @HostName() host!: string;
  @Describe('Else as the address, or 4') @Optional() @IsIn(['4', '6']) ip_version?: IpVersion;
  @Describe('Send from, to test another uplink') @AddressOrNone() source_address = '';
}

/** The version of IP that is meant. */
export function ipVersionOf({ host, ip_version: given }: Pick<ProbeInput, 'host' | 'ip_version'>): IpVersion {
  return given ?? (host.includes(':') ? '6' : '4');
}
