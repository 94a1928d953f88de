import { OpnError } from '../../ports';
import { isSameAddress, plainMac } from './addresses';

/** Somebody who has an address already: a reservation. */
export interface Holder {
  readonly uuid: string;
  readonly ips: readonly string[];
  /** MAC addresses, client ids and DUIDs. */
  readonly ids: readonly string[];
  readonly label: string;
}

/** What is to be reserved. */
export interface Wanted {
  readonly uuid?: string;
  readonly ips: readonly string[];
  readonly ids: readonly string[];
}

/** Throws OPN_INVALID_INPUT that names everybody else who has the address or is the client. */
export function refuseConflicts(tool: string, { uuid, ips, ids }: Wanted, holders: readonly Holder[]): void {
  const others = holders.filter(each => each.uuid !== uuid);
  const own = new Set(ids.map(plainMac));
  const found = [
    ...ips.flatMap(ip => others.filter(each => each.ips.some(taken => isSameAddress(taken, ip))).map(({ label }) => `${ip} is reserved for ${label}`)),
    ...others.flatMap(each => each.ids.filter(id => own.has(plainMac(id))).map(id => `${id} has a reservation: ${each.label}`)),
  ];
  if (found.length > 0) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${[...new Set(found)].slice(0, 10).join('; ')}.`, 'Change or delete that reservation, or choose another address. Nothing was sent to the firewall.');
}
