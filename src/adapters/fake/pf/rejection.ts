import { type PfRule } from './pf-rule';

/** Why pf does not take a rule that OPNsense let pass; undefined when it does. */
export function refusedByPf({ action, allowsOptions, family, protocol }: PfRule): string | undefined {
  if (allowsOptions && action !== 'pass') return 'allow-opts goes with pass rules only';
  if (protocol === 'ipv6-icmp' && family !== 'inet6') return 'proto ipv6-icmp does not go with address family inet';
  return undefined;
}

/** The rule as pf's file words it, shortened. */
export function inPfsWords({ action, quick, direction, family, protocol, allowsOptions, id }: PfRule): string {
  const type = action === 'reject' ? 'block return' : action;
  return [type, ...(direction === 'any' ? [] : [direction]), ...(quick ? ['quick'] : []), family === 'inet6' ? 'inet6' : 'inet', ...(protocol === '' ? [] : [`proto ${protocol}`]), 'from {any} to {any}', ...(allowsOptions ? ['allow-opts'] : []), `label "${id}"`].join(' ');
}
