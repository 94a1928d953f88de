import { reads } from '../../core';
import { normalAddress } from '../../core/packet-filter';
import { type FirewallApi } from '../../ports';

interface ClientStatus {
  readonly clientState?: unknown;
  readonly ipAddress?: unknown;
  readonly ipAddresses?: unknown;
}

// What the captive portal's pages ask: it needs no privilege, no zone and no running portal, and names whoever asks.
const clientStatus = reads<ClientStatus>('captiveportal/access/status');

/** The address that the firewall sees this server under, behind any NAT in between; undefined when it does not tell. Never rejects. */
export async function ownAddress(firewall: Pick<FirewallApi, 'read'>): Promise<string | undefined> {
  const status = await firewall.read(clientStatus).catch((): ClientStatus => ({}));
  // A guest who logged in may be known under several addresses, and any of them is named then.
  if (Array.isArray(status.ipAddresses) && status.ipAddresses.length > 1) return undefined;
  return typeof status.ipAddress === 'string' ? normalAddress(status.ipAddress) : undefined;
}
