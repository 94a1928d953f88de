import { ArrayMaxSize, IsArray, IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import ipaddr from 'ipaddr.js';

/** The field is the part of a name before its domain: labels, `*` for every name in the domain, or nothing for the domain itself. */
export function HostLabel(): PropertyDecorator {
  return Matches(/^(\*|[\w.-]*)$/, { message: '$property must be labels such as nas, * or nothing' });
}

/** The field is a domain; the firewall checks the rest. */
export function Domain(): PropertyDecorator {
  return Matches(/^[\w.-]+$/, { message: '$property must be a domain such as example.org' });
}

/** The field is a domain, or empty; the firewall checks the rest. */
export function DomainOrNone(): PropertyDecorator {
  return Matches(/^[\w.-]*$/, { message: '$property must be a domain such as example.org, or empty' });
}

/** The field is written like an IPv4 or IPv6 address. */
export function AddressText(): PropertyDecorator {
  return Matches(/^[\da-fA-F:.]+$/, { message: '$property must be an IP address' });
}

/** The field is a time to live in seconds. */
export function Ttl(): PropertyDecorator {
  return together(IsInt(), Min(0), Max(2_147_483_647));
}

/** The field is a port. */
export function Port(): PropertyDecorator {
  return together(IsInt(), Min(1), Max(65_535));
}

/** The field is a list of some of these words. */
export function SomeOf(words: readonly string[]): PropertyDecorator {
  return together(IsArray(), ArrayMaxSize(words.length), IsIn([...words], { each: true }));
}

function together(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (prototype, property) => decorators.forEach(decorate => decorate(prototype, property));
}

/** The family of an address; undefined when it is none. */
export function familyOf(address: string): 4 | 6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return 4;
  return address.includes(':') && ipaddr.IPv6.isValid(address) ? 6 : undefined;
}
