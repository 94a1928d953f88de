import { IsInt, IsString } from 'class-validator';
import { ListOf, Optional, present, shape, type Shape } from '../../core';

/** What was found of one type; `answers` are lines of a zone file. */
export interface DnsSection {
  readonly answers: readonly string[];
  /** `12 msec` */
  readonly query_time: string | null;
  readonly server: string | null;
}

/** Sections by type, only of types with an answer; or why nobody was asked. */
export type DnsAnswer = Readonly<Record<string, DnsSection | string>>;

const section = shape.object({ answers: shape.table(shape.text), query_time: shape.optional(shape.text), server: shape.optional(shape.text) });

/** The shape of a lookup's answer. */
export const dnsAnswer: Shape = shape.table((value, at) => (typeof value === 'string' ? undefined : section(value, at)));

/** One record. */
export class DnsRecord {
  @IsString() type!: string;
  @IsString() name!: string;
  @IsString() value!: string;
  @Optional() @IsInt() ttl_s?: number;
}

/** What a name server answered. */
export class DnsLookup {
  @IsString() hostname!: string;
  /** Who answered. */
  @Optional() @IsString() server?: string;
  /** The slowest query's time. */
  @Optional() @IsInt() query_ms?: number;
  @ListOf(() => DnsRecord) records!: DnsRecord[];
  /** What it means that there are none. */
  @Optional() @IsString() note?: string;
  @Optional() @IsString() problem?: string;
}

const NONE = 'No A, AAAA, MX or TXT record: the name does not exist, or has records of other types only.';
const NO_POINTER = 'The address has no name (PTR record).';

/** What an answer says of a name. */
export function toDnsLookup(hostname: string, answer: DnsAnswer): DnsLookup {
  const { error_message: error, ...rest } = answer;
  const sections = Object.entries(rest).filter((entry): entry is [string, DnsSection] => typeof entry[1] === 'object');
  const records = new Map(sections.flatMap(([type, { answers }]) => answers.map(line => toRecord(type, line))).map(record => [`${record.type} ${record.name} ${record.value}`, record]));
  const times = sections.map(([, { query_time: time }]) => Number.parseInt(time ?? '', 10)).filter(Number.isFinite);
  const problem = typeof error === 'string' ? error : undefined;
  return {
    hostname,
    ...present<Pick<DnsLookup, 'server' | 'query_ms' | 'note' | 'problem'>>({
      server: sections.map(([, { server }]) => server).find(server => server !== null && server !== '') ?? undefined,
      query_ms: times.length === 0 ? undefined : Math.max(...times),
      note: records.size > 0 || problem !== undefined ? undefined : 'PTR' in rest ? NO_POINTER : NONE,
      problem,
    }),
    records: [...records.values()],
  };
}

function toRecord(asked: string, line: string): DnsRecord {
  const [, name, ttl, type, value] = /^(\S+)\s+(?:(\d+)\s+)?IN\s+(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
  if (name === undefined || type === undefined || value === undefined) return { type: asked, name: '', value: line };
  return present<DnsRecord>({ type, name: withoutDot(name), value: ['A', 'AAAA', 'TXT'].includes(type) ? value : withoutDot(value), ttl_s: ttl === undefined ? undefined : Number(ttl) });
}

const withoutDot = (name: string): string => (name.length > 1 ? name.replace(/\.$/, '') : name);
