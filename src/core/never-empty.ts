import { OpnError } from '../ports';

/** The items that the firewall listed; throws OPN_FIREWALL_FAULT when there are none of what every firewall has. */
export function neverEmpty<T>(what: string, items: readonly T[]): readonly T[] {
  if (items.length > 0) return items;
  throw silentBackEnd(`The firewall lists no ${what}, though it must have some`);
}

/** The error for an answer that is only as empty as it is because nothing came from the back end behind the API; OPNsense does not tell. */
export function silentBackEnd(finding: string): OpnError {
  return new OpnError(
    'OPN_FIREWALL_FAULT',
    `${finding}: its back end (configd) did not answer.`,
    'See System > Log Files > Backend on the firewall; restarting configd on its console (service configd restart) often helps.',
  );
}
