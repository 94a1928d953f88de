import { Matches } from 'class-validator';

/** The field is the key of an interface, such as `lan` or `opt1`. */
export function InterfaceKey(): PropertyDecorator {
  return Matches(/^[a-z0-9_]{1,32}$/, { message: '$property must be the key of an interface, such as lan or opt1' });
}

/** The field is a MAC address. */
export function Mac(): PropertyDecorator {
  return Matches(/^[0-9a-fA-F:-]{17}$/, { message: '$property must be a MAC address, such as 00:11:22:33:44:55' });
}

/** The field is an IPv4 or IPv6 address, or the end of an IPv6 address after two colons; the firewall checks the rest. */
export function AddressText(): PropertyDecorator {
  return Matches(/^[0-9a-fA-F:.]{2,45}$/, { message: '$property must be an IP address' });
}

/** The field is a subnet such as `192.168.1.0/24`; the firewall checks the rest. */
export function SubnetText(): PropertyDecorator {
  return Matches(/^[0-9a-fA-F:.]{2,45}\/[0-9]{1,3}$/, { message: '$property must be a subnet, such as 192.168.1.0/24' });
}

/** The field is a host name. */
export function HostName(): PropertyDecorator {
  return Matches(/^[\w.*-]{0,253}$/, { message: '$property must be a host name' });
}
