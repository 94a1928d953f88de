import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present } from '../../core';
import { numberOf, partsOf } from './wireguard-server';

/** A peer as `wireguard/client/search_client` lists it: instances are names up to 25.1 and uuids later; the pre-shared key is in it since 25.1. */
export interface PeerRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly name: string;
  readonly pubkey: string;
  readonly tunneladdress: string;
  readonly serveraddress?: string;
  readonly serverport?: string;
  readonly servers: string;
  readonly '%servers'?: string;
  readonly keepalive?: string;
}

/** Somebody who may use WireGuard instances, or another site. */
export class WireguardPeer {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  @IsString() public_key!: string;
  @Optional() @IsArray() @IsString({ each: true }) allowed_ips?: string[];
  /** Names of its instances. */
  @Optional() @IsArray() @IsString({ each: true }) servers?: string[];
  /** Where it is dialled. */
  @Optional() @IsString() endpoint?: string;
  @Optional() @IsInt() keepalive_s?: number;
}

/** One row as a peer, without its pre-shared key. */
export function toPeer(row: PeerRow): WireguardPeer {
  return present<WireguardPeer>({
    uuid: row.uuid,
    name: row.name,
    enabled: row.enabled === '1',
    public_key: row.pubkey,
    allowed_ips: partsOf(row.tunneladdress),
    servers: partsOf(row['%servers'] ?? row.servers),
    endpoint: endpointOf(row.serveraddress, row.serverport),
    keepalive_s: numberOf(row.keepalive),
  });
}

function endpointOf(address = '', port = ''): string | undefined {
  if (address === '') return undefined;
  const host = address.includes(':') ? `[${address}]` : address;
  return port === '' ? host : `${host}:${port}`;
}
