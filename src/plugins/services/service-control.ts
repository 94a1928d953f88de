import { EVERY_ROW } from '../../core';
import { type FirewallApi, OpnError } from '../../ports';
import { searchServices } from './services.endpoints';

/** One daemon that can be controlled. */
export interface ControlledService {
  readonly id: string;
  readonly path: readonly string[];
  readonly running: boolean;
}

/** Daemons whose end can end the connection of this server: the web server with the API, what packets pass, and tunnels it may come through. */
const CARRIERS = /^(webgui|configd|pf|routing|openvpn|wireguard|strongswan|ipsec|tailscaled?|zerotier|haproxy|nginx|caddy|stunnel)/;

/** True for a daemon that may carry the connection of this server. */
export function carriesConnection(name: string): boolean {
  return CARRIERS.test(name);
}

/** The daemon of that name; throws OPN_NOT_FOUND when there is none, OPN_INVALID_INPUT when it has several instances and none is named. */
export async function controlledService(firewall: FirewallApi, tool: string, name: string, instance: string | undefined): Promise<ControlledService> {
  const { rows } = await firewall.read(searchServices, EVERY_ROW);
  const found = rows.filter(row => row.name === name && (instance === undefined || row.id === `${name}/${instance}`));
  const [row] = found;
  if (row === undefined) {
    throw new OpnError('OPN_NOT_FOUND', `${tool}: the firewall lists no service '${instance === undefined ? name : `${name}/${instance}`}'.`, `It lists ${[...new Set(rows.map(each => each.name))].join(', ')}. A service that is not switched on is not listed.`);
  }
  if (found.length > 1) throw new OpnError('OPN_INVALID_INPUT', `${tool}: there are several of ${name}; name one in instance.`, `Instances: ${found.map(({ id }) => id.slice(name.length + 1)).join(', ')}.`);
  const suffix = row.id.startsWith(`${name}/`) ? [row.id.slice(name.length + 1)] : [];
  return { id: row.id, path: [name, ...suffix], running: Number(row.running) === 1 };
}
