import { IsBoolean, IsIn, IsInt, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** An instance as `openvpn/instances/search` lists it: words up to 25.1, and on 24.7 few columns; from 25.7 on the row holds passwords, too. */
export interface InstanceRow {
  readonly uuid: string;
  readonly description?: string;
  readonly enabled: string;
  readonly role?: string;
  readonly dev_type?: string;
  readonly proto?: string;
  readonly port?: string;
  readonly server?: string;
  readonly server_ipv6?: string;
  readonly remote?: string;
}

/** A session as `openvpn/service/search_sessions` lists it: a client of a server, or an instance without any. */
export interface SessionRow {
  /** Of a client, the instance and its address behind an underscore. */
  readonly id: string | number;
  readonly type: string;
  readonly description?: string | null;
  /** Absent for an instance that does not run. */
  readonly status?: string | null;
  readonly is_client?: boolean | null;
  readonly common_name?: string | null;
  readonly username?: string | null;
  readonly real_address?: string | null;
  readonly virtual_address?: string | null;
  readonly virtual_ipv6_address?: string | null;
  readonly bytes_received?: string | null;
  readonly bytes_sent?: string | null;
  /** Seconds since 1970. */
  readonly connected_since__time_t_?: string | null;
  readonly timestamp?: number | null;
  readonly data_channel_cipher?: string | null;
}

/** A route as `openvpn/service/search_routes` lists it. */
export interface RouteRow {
  readonly virtual_address: string;
  readonly common_name?: string;
  readonly real_address?: string;
  readonly last_ref__time_t_?: string;
  readonly description?: string;
}

const text = shape.optional(shape.text);

/** What every session has. */
export const sessionRow = shape.object({
  id: shape.scalar, type: shape.name, description: text, status: text, is_client: shape.optional(shape.flag), common_name: text, username: text, real_address: text, virtual_address: text,
  virtual_ipv6_address: text, bytes_received: text, bytes_sent: text, connected_since__time_t_: text, timestamp: shape.optional(shape.integer), data_channel_cipher: text,
});

/** What every route has. */
export const routeRow = shape.object({ virtual_address: shape.text, common_name: text, real_address: text, last_ref__time_t_: text, description: text });

/** A configured server or client. */
export class OpenvpnInstance {
  @IsString() uuid!: string;
  @IsString() name!: string;
  @IsIn(['server', 'client', 'unknown']) role!: 'server' | 'client' | 'unknown';
  @IsBoolean() enabled!: boolean;
  /** `tun`, `tap` or `dco`. */
  @Optional() @IsString() device_type?: string;
  /** `udp`, `tcp`, with a digit for one address family. */
  @Optional() @IsString() protocol?: string;
  @Optional() @IsInt() port?: number;
  /** Network that a server gives its clients addresses of. */
  @Optional() @IsString() tunnel_network?: string;
  @Optional() @IsString() tunnel_network_ipv6?: string;
  /** What a client dials. */
  @Optional() @IsString() remote?: string;
}

/** A client of a server, or an instance that has none. */
export class OpenvpnSession {
  @IsString() instance!: string;
  @IsString() role!: string;
  /** `connected`; `waiting` is a server without clients, `stopped` an enabled instance that does not run; else what OpenVPN says. */
  @IsString() state!: string;
  @Optional() @IsString() common_name?: string;
  @Optional() @IsString() user?: string;
  @Optional() @IsString() real_address?: string;
  @Optional() @IsString() virtual_address?: string;
  @Optional() @IsString() virtual_ipv6_address?: string;
  /** UTC. */
  @Optional() @IsString() connected_since?: string;
  @Optional() @IsInt() received_bytes?: number;
  @Optional() @IsInt() sent_bytes?: number;
  @Optional() @IsString() cipher?: string;
}

/** Where a server sends packets for an address. */
export class OpenvpnRoute {
  @IsString() address!: string;
  @Optional() @IsString() common_name?: string;
  @Optional() @IsString() instance?: string;
  @Optional() @IsString() real_address?: string;
  /** UTC. */
  @Optional() @IsString() last_used?: string;
}

/** One row as an instance. */
export function toInstance(row: InstanceRow): OpenvpnInstance {
  const role = row.role?.toLowerCase();
  return present<OpenvpnInstance>({
    uuid: row.uuid,
    name: row.description === undefined || row.description === '' ? row.uuid : row.description,
    role: role === 'server' || role === 'client' ? role : 'unknown',
    enabled: row.enabled === '1',
    device_type: row.dev_type?.toLowerCase().replace(/^ovpn$|^dco\b.*/, 'dco'),
    protocol: row.proto?.toLowerCase().replace(/ \(ipv([46])\)$/, '$1'),
    port: numberOf(row.port),
    tunnel_network: row.server,
    tunnel_network_ipv6: row.server_ipv6,
    remote: row.remote,
  });
}

/** One row as a session. */
export function toSession(row: SessionRow): OpenvpnSession {
  const since = numberOf(row.connected_since__time_t_) ?? row.timestamp ?? undefined;
  return present<OpenvpnSession>({
    instance: textOf(row.description) ?? instanceOf(row),
    role: row.type,
    state: stateOf(row),
    common_name: textOf(row.common_name),
    user: row.username === 'UNDEF' ? undefined : textOf(row.username),
    real_address: textOf(row.real_address),
    virtual_address: textOf(row.virtual_address),
    virtual_ipv6_address: textOf(row.virtual_ipv6_address),
    connected_since: timeOf(since),
    received_bytes: numberOf(row.bytes_received),
    sent_bytes: numberOf(row.bytes_sent),
    cipher: textOf(row.data_channel_cipher),
  });
}

/** One row as a route. */
export function toRoute(row: RouteRow): OpenvpnRoute {
  return present<OpenvpnRoute>({ address: row.virtual_address, common_name: row.common_name, instance: row.description, real_address: row.real_address, last_used: timeOf(numberOf(row.last_ref__time_t_)) });
}

/** The instance in the id of a session: of a client, its address stands behind it. */
function instanceOf({ id, real_address: address }: SessionRow): string {
  const suffix = `_${textOf(address) ?? ''}`;
  return suffix !== '_' && String(id).endsWith(suffix) ? String(id).slice(0, -suffix.length) : String(id);
}

function stateOf({ is_client: isClient, status, type }: SessionRow): string {
  if (isClient === true) return 'connected';
  if (status === undefined || status === null || status === '') return 'stopped';
  return status === 'ok' ? (type === 'server' ? 'waiting' : 'connected') : status;
}

const textOf = (value: string | null | undefined): string | undefined => (value === null || value === '' ? undefined : value);

function numberOf(value: string | null | undefined): number | undefined {
  return /^\d+$/.test(value ?? '') ? Number(value) : undefined;
}

function timeOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
