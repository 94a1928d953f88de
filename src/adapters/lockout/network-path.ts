import { lookup } from 'node:dns/promises';
import { type ManagementPath } from './lockout-guard';

/** The way to the firewall as this machine's resolver has it. */
export function networkPath(origin: string): ManagementPath {
  return { origin, addressesOf: name => lookup(name, { all: true }).then(found => found.map(({ address }) => address), () => []) };
}
