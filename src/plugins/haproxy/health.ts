import { IsArray, IsInt, IsString } from 'class-validator';
import { ListOf, Optional, present } from '../../core';
import { OpnError } from '../../ports';

/** A server as HAProxy sees it. */
export class ServerHealth {
  @IsString() name!: string;
  /** HAProxy's word: UP, DOWN, MAINT, DRAIN, `no check` … */
  @IsString() status!: string;
  @Optional() @IsString() address?: string;
  /** What the last health check found. */
  @Optional() @IsString() check?: string;
  /** Seconds since the status changed. */
  @Optional() @IsInt() since_seconds?: number;
}

/** A backend and its servers. */
export class BackendHealth {
  @IsString() name!: string;
  @IsString() status!: string;
  @Optional() @IsInt() sessions?: number;
  @ListOf(() => ServerHealth) servers!: ServerHealth[];
}

/** Something that HAProxy listens for. */
export class FrontendHealth {
  @IsString() name!: string;
  @IsString() status!: string;
  /** Sessions since HAProxy was started. */
  @Optional() @IsInt() sessions?: number;
}

/** Everything that HAProxy serves. */
export class Health {
  @Optional() @ListOf(() => FrontendHealth) frontends?: FrontendHealth[];
  @Optional() @ListOf(() => BackendHealth) backends?: BackendHealth[];
  /** Backends and servers that do not answer. */
  @Optional() @IsArray() @IsString({ each: true }) down?: string[];
}

type Row = Readonly<Record<string, string>>;

/** Reads `statistics/counters`; nothing when HAProxy does not run. */
export function toHealth(answer: string): Health {
  const rows = rowsOf(answer);
  const frontends = rows.filter(({ svname }) => svname === 'FRONTEND').map(row => present<FrontendHealth>({ name: row['pxname'] ?? '', status: row['status'] ?? '', sessions: whole(row['stot']) }));
  const backends = rows.filter(({ svname }) => svname === 'BACKEND').map(row => toBackend(row, rows));
  const down = [
    ...backends.filter(({ status }) => status === 'DOWN').map(({ name }) => name),
    ...backends.flatMap(({ name, servers }) => servers.filter(({ status }) => /^(DOWN|MAINT \()/.test(status)).map(server => `${name}/${server.name}`)),
  ];
  return present<Health>({ frontends, backends, down });
}

function rowsOf(answer: string): Row[] {
  if (answer.trim() === '') return [];
  try {
    const rows = JSON.parse(answer) as unknown;
    // Two rows without anything end the list.
    if (Array.isArray(rows)) return rows.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row) && 'pxname' in row);
  } catch {
    // Told below.
  }
  throw new OpnError('OPN_BAD_ANSWER', 'The answer to haproxy/statistics/counters is no list of counters.');
}

function toBackend(row: Row, rows: readonly Row[]): BackendHealth {
  const own = rows.filter(each => each['pxname'] === row['pxname'] && each['svname'] !== 'BACKEND' && each['svname'] !== 'FRONTEND');
  const servers = own.map(each => present<ServerHealth>({
    name: each['svname'] ?? '', status: each['status'] ?? '', address: each['addr'], check: each['last_chk'] ?? each['check_status'], since_seconds: whole(each['lastchg']),
  }));
  return { ...present<Omit<BackendHealth, 'servers'>>({ name: row['pxname'] ?? '', status: row['status'] ?? '', sessions: whole(row['stot']) }), servers };
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
