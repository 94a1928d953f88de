import { Matches } from 'class-validator';

/** The field is the key of an interface, such as `lan` or `opt1`. */
export function InterfaceKey(): PropertyDecorator {
  return Matches(/^\w+$/, { message: '$property must be the key of an interface, such as lan or opt1' });
}

/** The field is a MAC address. */
export function Mac(): PropertyDecorator {
  return Matches(/^[\da-fA-F:-]{17}$/, { message: '$property must be a MAC address, such as 00:11:22:33:44:55' });
}

/** The field is an IPv4 or IPv6 address, or the end of an IPv6 address after two colons; the firewall checks the rest. */
export function AddressText(): PropertyDecorator {
  return Matches(/^[\da-fA-F:.]+$/, { message: '$property must be an IP address' });
}

/** The field is a subnet such as `192.168.1.0/24`; the firewall checks the rest. */
export function SubnetText(): PropertyDecorator {
  return Matches(/^[\da-fA-F:.]+\/\d+$/, { message: '$property must be a subnet, such as 192.168.1.0/24' });
}

/** The field is a host name. */
export function HostName(): PropertyDecorator {
  return Matches(/^[\w.*-]*$/, { message: '$property must be a host name' });
}
