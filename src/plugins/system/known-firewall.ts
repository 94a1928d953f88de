import { nearest } from '../../core';
import { type Fleet, type FleetFirewall, OpnError } from '../../ports';

/** The firewall of that name, or the one that is meant when none is named; throws OPN_INVALID_INPUT, with the nearest, when there is none. */
export function knownFirewall(fleet: Fleet, name: string): FleetFirewall {
  const all = fleet.firewalls();
  const found = name === '' ? (all.find(({ isDefault }) => isDefault) ?? (all.length === 1 ? all[0] : undefined)) : all.find(each => each.name === name);
  if (found !== undefined) return found;
  const names = all.map(each => each.name);
  const close = nearest(name, names);
  throw new OpnError('OPN_INVALID_INPUT', name === '' ? 'No firewall was named, and none is the default.' : `There is no firewall '${name.slice(0, 40)}' that may be asked this.`, close === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${close}?`);
}
