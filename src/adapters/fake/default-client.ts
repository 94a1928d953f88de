import { type Client } from './client-connection';
import { type ConfigDocument } from './config-document';
import { addressFamily } from './model/network';
import { matchingBits } from './pf/addresses';
import { antiLockout } from './pf/anti-lockout';
import { Interfaces } from './pf/interfaces';

const SAMPLE_DESK = '192.168.1.20';

/** A machine next to the firewall: on the network of the anti-lockout interface, or of the first that has one. */
export function defaultClient(document: ConfigDocument): Client {
  const interfaces = new Interfaces(document);
  const keys = [antiLockout(document)?.key ?? 'lan', 'lan', ...(document.find('interfaces')?.children ?? []).map(({ name }) => name)];
  const networks = keys.flatMap(key => interfaces.networks(key)).filter(network => addressFamily(network.split('/')[0] ?? '') === 4);
  const [first = '127.0.0.1/8'] = networks;
  if (matchingBits(first, SAMPLE_DESK) !== undefined) return { address: SAMPLE_DESK };
  const octets = (first.split('/')[0] ?? '').split('.').map(Number);
  const last = octets[3] ?? 0;
  return { address: [...octets.slice(0, 3), last < 254 ? last + 1 : last - 1].join('.') };
}
