import { IsIn, Matches } from 'class-validator';
import { Describe, Optional, Text } from '../../core';
import { OpnError } from '../../ports';
import { isReversed } from './addresses';
import { InterfaceKey } from './fields';
import { leaseSeconds } from './lease-time';

/** What a range can be given beside its addresses. */
export class RangeDetails {
  @Describe('Whose prefix ::1000 gets') @Optional() @InterfaceKey() prefix_interface?: string;
  @Describe('IPv6: 1 to 64') @Optional() @Matches(/^\d*$/, { message: 'prefix_len must be a number from 1 to 64' }) prefix_len?: string;
  @Describe('IPv6: ra-only, slaac, ra-names, ra-stateless, ra-advrouter, off-link') @Optional() @Matches(/^[a-z,-]*$/, { message: 'ra_mode must be modes with commas between them' }) ra_mode?: string;
  @Describe('IPv6') @Optional() @IsIn(['normal', 'high', 'low']) ra_priority?: 'normal' | 'high' | 'low';
  @Describe('Its purpose') @Optional() @Text() description?: string;
}

/** What a range may be given. */
export interface RangeGiven extends RangeDetails {
  readonly interface?: string;
  readonly start_addr?: string;
  readonly end_addr?: string;
  readonly lease_time?: string;
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for a time or an order of addresses that makes no sense. */
export function rangeValues(tool: string, input: RangeGiven, former: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const { prefix_interface: prefix, lease_time: time, ra_priority: priority } = input;
  const plain = { interface: input.interface, start_addr: input.start_addr, end_addr: input.end_addr, prefix_len: input.prefix_len, ra_mode: input.ra_mode, description: input.description };
  const values: Record<string, string> = Object.fromEntries(Object.entries(plain).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  if (prefix !== undefined) values['constructor'] = prefix;
  if (time !== undefined) values['lease_time'] = leaseSeconds(tool, time);
  if (priority !== undefined) values['ra_priority'] = priority === 'normal' ? '' : priority;
  const now = (name: string): string => (Object.hasOwn(values, name) ? values[name] : Object.hasOwn(former, name) ? String(former[name]) : '') ?? '';
  // Dnsmasq would not start with it, and OPNsense takes it.
  if (isReversed(now('start_addr'), now('end_addr'))) throw new OpnError('OPN_INVALID_INPUT', `${tool}: end_addr ${now('end_addr')} comes before start_addr ${now('start_addr')}`, 'Swap them; nothing was sent to the firewall.');
  return values;
}
