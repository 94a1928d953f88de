import { IsArray, IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** An instance or a peer as `wireguard/service/show` lists it. */
export interface WireguardRow {
  readonly type: string;
  /** The device, such as `wg0`. */
  readonly if: string;
  /** The name of the instance. */
  readonly ifname?: string;
  readonly name?: string;
  readonly 'public-key'?: string;
  readonly 'listen-port'?: string;
  readonly status?: string;
  readonly endpoint?: string;
  /** With commas between them. */
  readonly 'allowed-ips'?: string;
  /** Seconds since 1970; 0 when there was none. */
  readonly 'latest-handshake'?: number;
  /** By the firewall's clock, from 25.1 on. */
  readonly 'latest-handshake-age'?: number | null;
  readonly 'transfer-rx'?: number;
  readonly 'transfer-tx'?: number;
  /** Seconds, or `off`. */
  readonly 'persistent-keepalive'?: string;
}

const text = shape.optional(shape.text);
const integer = shape.optional(shape.integer);

/** What every row has. */
export const wireguardRow = shape.object({
  type: shape.name, if: shape.name, ifname: text, name: text, 'public-key': text, 'listen-port': text, status: text, endpoint: text, 'allowed-ips': text,
  'latest-handshake': integer, 'transfer-rx': integer, 'transfer-tx': integer, 'persistent-keepalive': text,
});

/** How a peer stands: `online` shook hands within 300 seconds, `stale` did so before, `offline` never since the instance started. */
export const PEER_STATES = ['online', 'stale', 'offline'] as const;

/** A WireGuard instance that runs. */
export class RunningInstance {
  @IsString() name!: string;
  @IsString() device!: string;
  @IsBoolean() up!: boolean;
  @Optional() @IsInt() port?: number;
  @Optional() @IsString() public_key?: string;
}

/** A peer of a running instance. */
export class RunningPeer {
  /** Absent for a peer that is no longer configured. */
  @Optional() @IsString() name?: string;
  @IsString() instance!: string;
  @IsIn(PEER_STATES) state!: (typeof PEER_STATES)[number];
  @Optional() @IsInt() handshake_age_s?: number;
  /** UTC. */
  @Optional() @IsString() last_handshake?: string;
  /** Where it was last heard of, or is dialled. */
  @Optional() @IsString() endpoint?: string;
  @Optional() @IsArray() @IsString({ each: true }) allowed_ips?: string[];
  @Optional() @IsInt() received_bytes?: number;
  @Optional() @IsInt() sent_bytes?: number;
  @Optional() @IsInt() keepalive_s?: number;
  @Optional() @IsString() public_key?: string;
}

const ONLINE_SECONDS = 300;

/** A row of type `interface`. */
export function toRunningInstance(row: WireguardRow): RunningInstance {
  return present<RunningInstance>({ name: nameOf(row.ifname, row.if), device: row.if, up: row.status === 'up', port: numberOf(row['listen-port']), public_key: row['public-key'] });
}

/** A row of type `peer`; `now` (milliseconds since 1970) counts where the firewall tells no age. */
export function toRunningPeer(row: WireguardRow, now: number): RunningPeer {
  const latest = row['latest-handshake'] ?? 0;
  const age = latest === 0 ? undefined : (row['latest-handshake-age'] ?? Math.max(0, Math.floor(now / 1000) - latest));
  return present<RunningPeer>({
    name: row.name,
    instance: nameOf(row.ifname, row.if),
    state: age === undefined ? 'offline' : age <= ONLINE_SECONDS ? 'online' : 'stale',
    handshake_age_s: age,
    last_handshake: latest === 0 ? undefined : new Date(latest * 1000).toISOString().replace('.000Z', 'Z'),
    endpoint: known(row.endpoint),
    allowed_ips: (known(row['allowed-ips']) ?? '').split(',').map(each => each.trim()).filter(each => each !== ''),
    received_bytes: row['transfer-rx'],
    sent_bytes: row['transfer-tx'],
    keepalive_s: numberOf(row['persistent-keepalive']),
    public_key: row['public-key'],
  });
}

const nameOf = (name: string | undefined, device: string): string => (name === undefined || name === '' ? device : name);
const known = (value: string | undefined): string | undefined => (value === '(none)' ? undefined : value);

function numberOf(value: string | undefined): number | undefined {
  return /^\d+$/.test(value ?? '') ? Number(value) : undefined;
}
