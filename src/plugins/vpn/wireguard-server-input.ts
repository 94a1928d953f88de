import { IsBoolean, IsInt, Matches, Max, Min } from 'class-validator';
import { Describe, Optional, Text } from '../../core';
import { normalNetwork } from '../../core/packet-filter';
import { type FirewallApi, OpnError } from '../../ports';
import { wireguardServers } from './vpn.endpoints';
import { spelt } from './wireguard-change';

/** What an instance can be given beside its name and addresses. */
export class ServerDetails {
  @Describe('UDP port') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Bytes') @Optional() @IsInt() @Min(576) @Max(9300) mtu?: number;
  @Describe('Make no routes to peers') @Optional() @IsBoolean() disable_routes?: boolean;
  @Describe('host:port that peers dial') @Optional() @Matches(/^((\[[\da-fA-F:.]+\]|[\w.-]{1,253}):\d{1,5})?$/, { message: '$property must be host:port, such as vpn.example.org:51820' }) endpoint?: string;
  @Describe('DNS server for peers') @Optional() @Text(255) peer_dns?: string;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** What an instance is given. */
interface ServerGiven extends ServerDetails {
  readonly name?: string;
  readonly tunnel_addresses?: readonly string[];
}

/** What was given in OPNsense's words; throws OPN_INVALID_INPUT for an address without its prefix length and for a network, both of which OPNsense takes. */
export function serverValues(tool: string, { name, tunnel_addresses: addresses, disable_routes: noRoutes, ...same }: ServerGiven): Record<string, string> {
  const bare = addresses?.find(address => !address.includes('/'));
  if (bare !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${tool}: the tunnel address ${bare.slice(0, 50)} has no prefix length.`, 'Give it as 10.10.10.1/24, so that the peers have a network.');
  const network = addresses?.find(address => isNetworkItself(address));
  if (network !== undefined) throw new OpnError('OPN_INVALID_INPUT', `${tool}: ${network} is a network, not an address of the firewall in it.`, 'Give the address that the firewall is to have there, such as 10.10.10.1/24.');
  return spelt({ name, tunneladdress: addresses, disableroutes: noRoutes, ...same });
}

const EVERY_INSTANCE = { search: '', limit: -1, page: 1 };

/** Throws OPN_INVALID_INPUT when another instance that is on has that port already: OPNsense takes it, but the second does not come up. */
export async function refusePortInUse(tool: string, firewall: FirewallApi, port: number | undefined, uuid?: string): Promise<void> {
  if (port === undefined) return;
  const { items } = await wireguardServers.list(firewall, EVERY_INSTANCE);
  const other = items.find(each => each.uuid !== uuid && each.enabled && each.port === port);
  if (other === undefined) return;
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: port ${String(port)} is that of the instance ${other.name} (${other.device}, uuid ${other.uuid}); two on one port do not come up.`, 'Choose another port, or turn that instance off. Nothing was sent to the firewall.');
}

/** True for the first address of an IPv4 network that has room for a network address. */
function isNetworkItself(address: string): boolean {
  return !address.includes(':') && Number(address.split('/')[1]) < 31 && normalNetwork(address) === address;
}
