import { type Check } from '../../../../core/audit';
import { antiLockoutOn } from './anti-lockout-on.check';
import { anyToAny } from './any-to-any.check';
import { filterOff } from './filter-off.check';
import { floatingEverywhere } from './floating-everywhere.check';
import { inboundUnlogged } from './inbound-unlogged.check';
import { ipv6Wider } from './ipv6-wider.check';
import { managementExposed } from './management-exposed.check';
import { spoofedSources } from './spoofed-sources.check';
import { unrestrictedEgress } from './unrestricted-egress.check';

/** What the rules of the packet filter let in and out. */
export const firewallChecks: readonly Check[] = [
  antiLockoutOn, anyToAny, filterOff, floatingEverywhere, inboundUnlogged, ipv6Wider, managementExposed, spoofedSources, unrestrictedEgress,
];
