import { IsArray, IsBoolean, IsInt, IsString } from 'class-validator';
import { ListOf, Optional, present, shape } from '../../core';

/** A connection as `ipsec/sessions/search_phase1` lists it. */
export interface Phase1Row {
  /** What the IKE daemon calls it: a uuid, or `con1` for tunnels of the old pages. */
  readonly name: string;
  readonly phase1desc?: string | null;
  readonly connected: boolean;
  readonly version?: string;
  readonly 'local-addrs'?: string;
  readonly 'remote-addrs'?: string;
  readonly 'local-id'?: string;
  readonly 'remote-id'?: string;
  readonly 'remote-class'?: string;
  readonly 'bytes-in'?: number | string;
  readonly 'bytes-out'?: number | string;
}

/** A tunnel as `ipsec/sessions/search_phase2` lists it; numbers are texts. */
export interface Phase2Row {
  readonly name: string;
  readonly phase2desc?: string;
  readonly state?: string;
  readonly 'local-ts'?: string;
  readonly 'remote-ts'?: string;
  readonly 'remote-host'?: string;
  readonly 'encr-alg'?: string;
  readonly 'encr-keysize'?: string;
  readonly 'install-time'?: string;
  readonly 'rekey-time'?: string;
  readonly 'bytes-in'?: string | number;
  readonly 'bytes-out'?: string | number;
}

const text = shape.optional(shape.text);
const scalar = shape.optional(shape.scalar);

/** What every connection has. */
export const phase1Row = shape.object({
  name: shape.name, phase1desc: text, connected: shape.flag, version: text, 'local-addrs': text, 'remote-addrs': text, 'local-id': text, 'remote-id': text, 'remote-class': text,
  'bytes-in': scalar, 'bytes-out': scalar,
});

/** What every tunnel has. */
export const phase2Row = shape.object({
  name: shape.name, phase2desc: text, state: text, 'local-ts': text, 'remote-ts': text, 'remote-host': text, 'encr-alg': text, 'encr-keysize': text, 'install-time': text, 'rekey-time': text,
  'bytes-in': scalar, 'bytes-out': scalar,
});

/** A pair of networks that a connection carries (phase 2). */
export class IpsecTunnel {
  @Optional() @IsString() name?: string;
  @Optional() @IsString() state?: string;
  @IsArray() @IsString({ each: true }) local_networks!: string[];
  @IsArray() @IsString({ each: true }) remote_networks!: string[];
  @Optional() @IsString() remote_address?: string;
  @Optional() @IsString() cipher?: string;
  /** Since its keys were made. */
  @Optional() @IsInt() age_s?: number;
  @Optional() @IsInt() rekey_in_s?: number;
  @Optional() @IsInt() received_bytes?: number;
  @Optional() @IsInt() sent_bytes?: number;
}

/** A connection to another side (phase 1) with its tunnels. */
export class IpsecConnection {
  @IsString() name!: string;
  @IsString() id!: string;
  @IsBoolean() connected!: boolean;
  @Optional() @IsString() ike?: string;
  @Optional() @IsString() local?: string;
  @Optional() @IsString() remote?: string;
  @Optional() @IsString() local_id?: string;
  @Optional() @IsString() remote_id?: string;
  @Optional() @IsString() authentication?: string;
  @Optional() @IsInt() received_bytes?: number;
  @Optional() @IsInt() sent_bytes?: number;
  /** Absent when they could not be read. */
  @Optional() @ListOf(() => IpsecTunnel) tunnels?: IpsecTunnel[];
}

/** A connection with its tunnels; `undefined` tunnels are unknown ones. */
export function toConnection(row: Phase1Row, tunnels: readonly Phase2Row[] | undefined): IpsecConnection {
  const connection = present<Omit<IpsecConnection, 'tunnels'>>({
    name: row.phase1desc ?? row.name,
    id: row.name,
    connected: row.connected,
    ike: row.version,
    local: row['local-addrs'],
    remote: row['remote-addrs'],
    local_id: row['local-id'],
    remote_id: row['remote-id'],
    authentication: row['remote-class'],
    received_bytes: row.connected ? numberOf(row['bytes-in']) : undefined,
    sent_bytes: row.connected ? numberOf(row['bytes-out']) : undefined,
  });
  return tunnels === undefined ? connection : { ...connection, tunnels: tunnels.map(toTunnel) };
}

function toTunnel(row: Phase2Row): IpsecTunnel {
  return {
    local_networks: networks(row['local-ts']),
    remote_networks: networks(row['remote-ts']),
    ...present<Omit<IpsecTunnel, 'local_networks' | 'remote_networks'>>({
      name: row.phase2desc ?? row.name,
      state: row.state?.toLowerCase(),
      remote_address: row['remote-host'],
      cipher: [row['encr-alg'], row['encr-keysize']].filter(part => part !== undefined && part !== '').join('-'),
      age_s: numberOf(row['install-time']),
      rekey_in_s: numberOf(row['rekey-time']),
      received_bytes: numberOf(row['bytes-in']),
      sent_bytes: numberOf(row['bytes-out']),
    }),
  };
}

function networks(list = ''): string[] {
  return list.split(',').map(each => each.trim()).filter(each => each !== '');
}

function numberOf(value: string | number | undefined): number | undefined {
  return value === undefined || !/^\d+$/.test(String(value)) ? undefined : Number(value);
}
