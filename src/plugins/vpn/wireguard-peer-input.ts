import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { Describe, Optional, Text, TextList } from '../../core';
import { spelt } from './wireguard-change';

/** What a peer can be given beside its name, key and instances. */
export class PeerDetails {
  @Describe('Its own networks') @Optional() @TextList({ length: 50 }) allowed_ips?: string[];
  @Describe('Of another site: host to dial') @Optional() @Text(255) endpoint_address?: string;
  @Describe('Its port') @Optional() @IsInt() @Min(1) @Max(65_535) endpoint_port?: number;
  @Describe('Seconds') @Optional() @IsInt() @Min(1) @Max(65_535) keepalive?: number;
  @Describe('Active') @Optional() @IsBoolean() enabled?: boolean;
}

/** What was given in OPNsense's words. */
export function peerValues(input: PeerDetails & { readonly name?: string; readonly public_key?: string; readonly servers?: readonly string[] }): Record<string, string> {
  const { name, public_key: pubkey, servers, allowed_ips: networks, endpoint_address: address, endpoint_port: port, keepalive, enabled } = input;
  return spelt({ name, pubkey, servers, tunneladdress: networks, serveraddress: address, serverport: port, keepalive, enabled });
}
