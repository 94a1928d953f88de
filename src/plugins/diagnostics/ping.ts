import { IsBoolean, IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';
import { type IpVersion } from './host';

/** A job as `diagnostics/ping/search_jobs` lists it; numbers are null until there are any. */
export interface PingJobRow {
  readonly id: string;
  readonly status: 'running' | 'stopped';
  readonly send: number | null;
  readonly received: number | null;
  /** Milliseconds. */
  readonly min: number | null;
  readonly avg: number | null;
  readonly max: number | null;
  readonly 'std-dev': number | null;
  readonly last_error: string | null;
}

const measured = shape.optional((value, at = 'it') => (typeof value === 'number' ? undefined : `${at} is no number`));

/** The shape of a job's row. */
export const pingJobRow = shape.object({
  id: shape.name, status: shape.name, send: shape.optional(shape.integer), received: shape.optional(shape.integer),
  min: measured, avg: measured, max: measured, 'std-dev': measured, last_error: shape.optional(shape.text),
});

/** What a ping found. */
export class PingResult {
  @IsString() host!: string;
  @IsIn(['4', '6']) ip_version!: IpVersion;
  /** True when at least one packet was answered. */
  @IsBoolean() reachable!: boolean;
  @IsInt() sent!: number;
  @IsInt() received!: number;
  @Optional() @IsNumber() loss_percent?: number;
  @Optional() @IsNumber() min_ms?: number;
  @Optional() @IsNumber() avg_ms?: number;
  @Optional() @IsNumber() max_ms?: number;
  @Optional() @IsNumber() stddev_ms?: number;
  /** What the firewall's ping complained of. */
  @Optional() @IsString() problem?: string;
  @Optional() @IsString() note?: string;
}

/** How long after the last packet a job was looked at, at least. */
export const AFTER_LAST_MS = 500;

/** What a job's row says of the host. */
export function toPingResult(host: string, ip_version: IpVersion, row: PingJobRow): PingResult {
  const received = row.received ?? 0;
  const sent = (row.send ?? 0) - underWay(row);
  return present<PingResult>({
    host,
    ip_version,
    reachable: received > 0,
    sent,
    received,
    loss_percent: sent === 0 ? undefined : Math.round(((sent - received) / sent) * 1000) / 10,
    min_ms: row.min ?? undefined,
    avg_ms: row.avg ?? undefined,
    max_ms: row.max ?? undefined,
    stddev_ms: row['std-dev'] ?? undefined,
    problem: row.last_error ?? (sent === 0 ? 'The firewall sent no packet.' : undefined),
  });
}

// Where answers take that long, the last packet is not lost yet.
function underWay({ status, send, received, max }: PingJobRow): number {
  return status === 'running' && (received ?? 0) < (send ?? 0) && (max ?? 0) >= AFTER_LAST_MS ? 1 : 0;
}
