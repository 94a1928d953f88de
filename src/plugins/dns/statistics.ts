import { IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import { ListOf, Nested, Optional, present, type Shape, shape } from '../../core';
import { RESOLVER_STATES, type ResolverState } from './resolver-state';

/** Counters of one thread, or of all; every number is a text. */
interface CountersAnswer {
  readonly num: Readonly<Record<'queries' | 'cachehits' | 'cachemiss' | 'prefetch', string>> & { readonly expired?: string };
  readonly requestlist: { readonly avg: string; readonly max: string; readonly exceeded: string };
  readonly recursion: { readonly time: { readonly avg: string; readonly median: string } };
}

/** What `unbound/diagnostics/stats` answers. */
export interface StatsAnswer {
  readonly data: {
    readonly total: CountersAnswer;
    readonly time: { readonly up: string };
    /** With extended statistics only. */
    readonly num?: { readonly query?: { readonly type?: Readonly<Record<string, string>> }; readonly answer?: { readonly rcode?: Readonly<Record<string, string>>; readonly bogus?: string } };
  };
}

/** What `unbound/overview/totals` answers; counters of the log of queries, which may be off. */
export interface TotalsAnswer {
  readonly total: number;
  readonly blocked: { readonly total: number };
  readonly start_time: number;
  readonly blocklist_size: number;
  readonly top: Readonly<Record<string, { readonly total: number }>> | readonly never[];
  readonly top_blocked: Readonly<Record<string, { readonly total: number; readonly blocklist: string | null }>> | readonly never[];
}

const { object, text, integer, table, optional } = shape;
/** Counters are numbers written as texts. */
const numeral: Shape = (value, at = 'it') => (typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? undefined : `${at} is no number`);
const counts = table(numeral);

/** The shape of the statistics. */
export const statsAnswer = object({
  data: object({
    total: object({
      num: object({ queries: numeral, cachehits: numeral, cachemiss: numeral, prefetch: numeral, expired: optional(numeral) }),
      requestlist: object({ avg: numeral, max: numeral, exceeded: numeral }),
      recursion: object({ time: object({ avg: numeral, median: numeral }) }),
    }),
    time: object({ up: numeral }),
    num: optional(object({ query: optional(object({ type: optional(counts) })), answer: optional(object({ rcode: optional(counts), bogus: optional(numeral) })) })),
  }),
});

/** The shape of the totals. */
export const totalsAnswer = object({
  total: integer, blocked: object({ total: integer }), start_time: integer, blocklist_size: integer,
  top: table(object({ total: integer })), top_blocked: table(object({ total: integer, blocklist: optional(text) })),
});

/** How often a name was asked for. */
export class AskedName {
  @IsString() name!: string;
  @IsInt() queries!: number;
  /** The blocklist that has it. */
  @Optional() @IsString() blocklist?: string;
}

/** What Unbound counted since it was started. */
export class ResolverCounters {
  @IsInt() up_seconds!: number;
  @IsInt() queries!: number;
  @IsInt() cache_hits!: number;
  @IsInt() cache_misses!: number;
  @Optional() @IsNumber() cache_hit_percent?: number;
  @IsInt() prefetched!: number;
  /** Answers given although they had expired. */
  @Optional() @IsInt() expired?: number;
  @IsNumber() recursion_average_ms!: number;
  @IsNumber() recursion_median_ms!: number;
  /** Queries that wait for an answer from outside. */
  @IsNumber() waiting_average!: number;
  @IsInt() waiting_most!: number;
  /** Queries dropped because too many were waiting. */
  @IsInt() dropped!: number;
  /** With extended statistics only: by type, and by the code of the answer. */
  @Optional() @ListOf(() => AskedName) types?: AskedName[];
  @Optional() @ListOf(() => AskedName) answers?: AskedName[];
  /** Answers whose signatures were wrong, with extended statistics only. */
  @Optional() @IsInt() bogus?: number;
}

/** What the log of queries holds. */
export class QueryLog {
  /** ISO 8601 */
  @IsString() since!: string;
  @IsInt() queries!: number;
  @IsInt() blocked!: number;
  @Optional() @IsNumber() blocked_percent?: number;
  @ListOf(() => AskedName) top!: AskedName[];
  @ListOf(() => AskedName) top_blocked!: AskedName[];
}

/** The resolver's statistics. */
export class DnsStats {
  @IsIn(RESOLVER_STATES) service!: ResolverState;
  @Optional() @IsString() note?: string;
  @Optional() @Nested(() => ResolverCounters) counters?: ResolverCounters;
  /** Names on the blocklists that are loaded. */
  @Optional() @IsInt() blocklist_size?: number;
  /** Absent when Unbound keeps none (Reporting > Settings > Unbound DNS), or nothing was asked yet. */
  @Optional() @Nested(() => QueryLog) query_log?: QueryLog;
}

/** The statistics as counters. */
export function toCounters({ data }: StatsAnswer): ResolverCounters {
  const { num, requestlist, recursion } = data.total;
  const [queries, hits] = [Number(num.queries), Number(num.cachehits)];
  const { bogus } = data.num?.answer ?? {};
  return present<ResolverCounters>({
    up_seconds: Math.floor(Number(data.time.up)),
    queries,
    cache_hits: hits,
    cache_misses: Number(num.cachemiss),
    cache_hit_percent: percent(hits, queries),
    prefetched: Number(num.prefetch),
    expired: num.expired === undefined || num.expired === '0' ? undefined : Number(num.expired),
    recursion_average_ms: milliseconds(recursion.time.avg),
    recursion_median_ms: milliseconds(recursion.time.median),
    waiting_average: Number(requestlist.avg),
    waiting_most: Number(requestlist.max),
    dropped: Number(requestlist.exceeded),
    types: byCount(data.num?.query?.type),
    answers: byCount(data.num?.answer?.rcode),
    bogus: bogus === undefined ? undefined : Number(bogus),
  });
}

/** The totals as a log of queries. */
export function toQueryLog(totals: TotalsAnswer): QueryLog {
  return {
    since: new Date(totals.start_time * 1000).toISOString(),
    queries: totals.total,
    blocked: totals.blocked.total,
    ...present<Partial<QueryLog>>({ blocked_percent: percent(totals.blocked.total, totals.total) }),
    top: Object.entries(totals.top).map(([name, { total }]) => ({ name, queries: total })),
    top_blocked: Object.entries(totals.top_blocked).map(([name, { total, blocklist }]) => present<AskedName>({ name, queries: total, blocklist: blocklist ?? undefined })),
  };
}

function byCount(counted: Readonly<Record<string, string>> | undefined): AskedName[] | undefined {
  const all = Object.entries(counted ?? {}).map(([name, count]) => ({ name, queries: Number(count) })).filter(({ queries }) => queries > 0);
  return counted === undefined ? undefined : all.sort((left, right) => right.queries - left.queries);
}

function percent(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 1000) / 10;
}

function milliseconds(seconds: string): number {
  return Math.round(Number(seconds) * 10_000) / 10;
}
