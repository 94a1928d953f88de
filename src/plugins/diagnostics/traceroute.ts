import { IsBoolean, IsIn, IsInt, IsNumber, IsString } from 'class-validator';
import { ListOf, Optional, present, shape } from '../../core';
import { type IpVersion } from './host';

/** A router that answered, as the firewall's traceroute lists it. */
export interface HopRow {
  readonly ttl: string;
  readonly address: string;
  readonly host: string;
  /** `AS64500`; `AS0` when unknown. */
  readonly AS: string;
  /** `1.211 ms`, perhaps with a mark such as `!H`. */
  readonly probes: string;
}

/** What a traceroute answers; routers that kept silent are missing. */
export interface TracerouteAnswer {
  readonly rows: readonly HopRow[];
  /** What traceroute wrote to its error output: its heading, or why it did nothing. */
  readonly notice?: string;
  readonly error?: string;
}

const optionalText = shape.optional(shape.text);

/** The shape of a traceroute's answer. */
export const tracerouteAnswer = shape.object({
  rows: shape.table(shape.object({ ttl: shape.name, address: shape.text, host: shape.text, AS: shape.text, probes: shape.text })), notice: optionalText, error: optionalText,
});

/** A step on the way. */
export class Hop {
  @IsInt() hop!: number;
  /** False for a router that did not answer; the way goes on behind it. */
  @IsBoolean() answered!: boolean;
  @Optional() @IsString() address?: string;
  /** Absent when the address has no name. */
  @Optional() @IsString() host?: string;
  /** Number of the autonomous system. */
  @Optional() @IsInt() as_number?: number;
  @Optional() @IsNumber() rtt_ms?: number;
  /** What the router says against it. */
  @Optional() @IsString() refusal?: string;
}

/** The way to a host. */
export class Route {
  @IsString() host!: string;
  @IsIn(['4', '6']) ip_version!: IpVersion;
  /** The address that was traced. */
  @Optional() @IsString() address?: string;
  /** True when the host itself answered. */
  @IsBoolean() reached!: boolean;
  @ListOf(() => Hop) hops!: Hop[];
  @Optional() @IsString() problem?: string;
}

const REFUSALS: Readonly<Record<string, string>> = {
  '!H': 'host unreachable', '!N': 'network unreachable', '!P': 'protocol unreachable', '!S': 'source route failed', '!F': 'fragmentation needed', '!X': 'prohibited', '!Z': 'prohibited', '!U': 'network unknown',
};

/** What an answer says of the way to a host. */
export function toRoute(host: string, ip_version: IpVersion, { rows, notice = '', error }: TracerouteAnswer): Route {
  const hops = withSilence(rows.map(toHop));
  const address = /^traceroute6? to \S+ \(([0-9a-f.:]+)\)/im.exec(notice)?.[1] ?? (isLiteral(host) ? host : undefined);
  return {
    host,
    ip_version,
    ...present<Pick<Route, 'address' | 'problem'>>({ address, problem: problemOf(rows, notice, error) }),
    reached: hops.some(hop => hop.address !== undefined && hop.address === address && hop.refusal === undefined),
    hops,
  };
}

const isLiteral = (host: string): boolean => host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host);

function toHop({ ttl, address, host, AS, probes }: HopRow): Hop {
  const time = Number.parseFloat(/([\d.]+) ms/.exec(probes)?.[1] ?? '');
  const mark = /![A-Z<]/.exec(probes)?.[0];
  const system = Number(/^AS(\d+)$/i.exec(AS)?.[1] ?? 0);
  return present<Hop>({
    hop: Number(ttl),
    answered: true,
    address: address === '' ? host : address,
    host: host === address ? undefined : address === '' ? undefined : host,
    as_number: system === 0 ? undefined : system,
    rtt_ms: Number.isFinite(time) ? time : undefined,
    refusal: mark === undefined ? undefined : (REFUSALS[mark] ?? mark),
  });
}

function withSilence(hops: readonly Hop[]): Hop[] {
  return hops.flatMap((hop, index) => {
    const before = hops[index - 1]?.hop ?? 0;
    const silent = Array.from({ length: Math.max(0, Math.min(hop.hop - before - 1, 64)) }, (_, gap): Hop => ({ hop: before + 1 + gap, answered: false }));
    return [...silent, hop];
  });
}

function problemOf(rows: readonly HopRow[], notice: string, error: string | undefined): string | undefined {
  if (error !== undefined && /timeout/i.test(error)) return 'The firewall gave up after 20 seconds: whatever comes behind the last hop did not answer.';
  if (error !== undefined) return error;
  return rows.length === 0 ? notice || 'Nobody on the way answered.' : undefined;
}
