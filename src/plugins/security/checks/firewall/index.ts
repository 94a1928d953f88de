import { type Check } from '../../../../core/audit';
import { antiLockoutOn } from './anti-lockout-on.check';
import { anyToAny } from './any-to-any.check';
import { duplicateAlias } from './duplicate-alias.check';
import { expiredSchedule } from './expired-schedule.check';
import { filterOff } from './filter-off.check';
import { floatingEverywhere } from './floating-everywhere.check';
import { inboundUnlogged } from './inbound-unlogged.check';
import { ipv6Wider } from './ipv6-wider.check';
import { managementExposed } from './management-exposed.check';
import { redundantRule } from './redundant-rule.check';
import { shadowedRule } from './shadowed-rule.check';
import { spoofedSources } from './spoofed-sources.check';
import { undocumentedRule } from './undocumented-rule.check';
import { unrestrictedEgress } from './unrestricted-egress.check';
import { unusedAlias } from './unused-alias.check';
import { unusedRule } from './unused-rule.check';

/** What the rules of the packet filter let in and out, and in which order they are kept. */
export const firewallChecks: readonly Check[] = [
  antiLockoutOn, anyToAny, duplicateAlias, expiredSchedule, filterOff, floatingEverywhere, inboundUnlogged, ipv6Wider, managementExposed, redundantRule, shadowedRule, spoofedSources, undocumentedRule, unrestrictedEgress, unusedAlias, unusedRule,
];
