import { type ClientConnection } from './client-connection';
import { type ApiCall } from './machine';
import { toText } from './model/php';
import { matchingBits } from './pf/addresses';

/** True when an action ends a client's connection: it takes its state away, or restarts the web server. */
export function cuts({ method, route, args, body }: ApiCall, { client: { address }, rule }: ClientConnection): boolean {
  if (method !== 'POST') return false;
  switch (route) {
    case 'diagnostics/firewall/flush_states':
      return true;
    case 'diagnostics/firewall/kill_states':
      return isAbout(toText(body['filter'] ?? ''), address) && ['', rule].includes(toText(body['label'] ?? ''));
    case 'core/service/stop':
    case 'core/service/restart':
      return args[0] === 'webgui';
    default:
      return false;
  }
}

/** A filter of states names an address, a network, or a part of what is shown. */
function isAbout(filter: string, address: string): boolean {
  return matchingBits(filter, address) !== undefined || address.includes(filter);
}
