import { OpnError } from '../ports';
import { normalAddress, normalNetwork } from './packet-filter/addresses';

/** A network in its one normal form; throws OPN_INVALID_INPUT for what is none, and for an address within one, which OPNsense takes. */
export function exactNetwork(tool: string, text: string): string {
  const network = normalNetwork(text);
  if (network === undefined) throw new OpnError('OPN_INVALID_INPUT', `${tool}: '${text.slice(0, 60)}' is no network.`, 'Give it like 10.20.0.0/16 or 2001:db8::/32. Nothing was sent to the firewall.');
  if (normalAddress(text.split('/')[0] ?? '') !== network.split('/')[0]) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${text} is an address in the network ${network}.`, 'Give that network, or /32 (/128) for the address alone. Nothing was sent to the firewall.');
  return network;
}
