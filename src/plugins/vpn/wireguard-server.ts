import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { Optional, present } from '../../core';

/** An instance as `wireguard/server/search_server` lists it: peers are names up to 25.1 and uuids later; the private key is in it since 25.1. */
export interface ServerRow {
  readonly uuid: string;
  readonly enabled: string;
  readonly name: string;
  readonly instance: string;
  readonly pubkey: string;
  readonly port: string;
  readonly tunneladdress: string;
  readonly peers: string;
  readonly '%peers'?: string;
  readonly mtu?: string;
  readonly disableroutes?: string;
}

/** A WireGuard instance: a device with a key, a port and addresses. */
export class WireguardServer {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsString() device!: string;
  @IsBoolean() enabled!: boolean;
  @Optional() @IsInt() port?: number;
  /** Absent for one that has none yet. */
  @Optional() @IsString() public_key?: string;
  @Optional() @IsArray() @IsString({ each: true }) tunnel_addresses?: string[];
  /** Names of its peers. */
  @Optional() @IsArray() @IsString({ each: true }) peers?: string[];
  @Optional() @IsInt() mtu?: number;
  /** True when no routes to the peers are made. */
  @Optional() @IsBoolean() routes_disabled?: boolean;
}

/** One row as an instance, without its private key. */
export function toServer(row: ServerRow): WireguardServer {
  return present<WireguardServer>({
    uuid: row.uuid,
    name: row.name,
    device: `wg${row.instance}`,
    enabled: row.enabled === '1',
    port: numberOf(row.port),
    public_key: row.pubkey,
    tunnel_addresses: partsOf(row.tunneladdress),
    peers: partsOf(row['%peers'] ?? row.peers),
    mtu: numberOf(row.mtu),
    routes_disabled: row.disableroutes === '1' ? true : undefined,
  });
}

/** The parts of a list with commas. */
export function partsOf(list: string | undefined): string[] {
  return (list ?? '').split(',').map(part => part.trim()).filter(part => part !== '');
}

/** A number, or undefined for a text that is none. */
export function numberOf(value: string | undefined): number | undefined {
  return /^\d+$/.test(value ?? '') ? Number(value) : undefined;
}
