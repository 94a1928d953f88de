import { type ManagementPath } from '../lockout/lockout-guard';
import { addressFamily } from './model/network';
import { type FakeFirewall } from './fake-firewall';
import { managementPacket } from './pf/management-packet';

/** The way to a fake firewall as its client has it: to the address of the firewall where the client is. */
export function wayIn(firewall: FakeFirewall): ManagementPath {
  const { address, interface: key } = firewall.client;
  const { destination, port } = managementPacket(firewall.document, address, key);
  const host = addressFamily(destination) === 6 ? `[${destination}]` : destination;
  return { origin: `https://${host}:${String(port)}`, addressesOf: () => Promise.resolve([]) };
}
