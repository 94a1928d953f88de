import { IsBoolean, IsString } from 'class-validator';
import { ListOf, Optional, present, searches, shape } from '../../core';
import { type FirewallApi, type ReadEndpoint, type SearchAnswer } from '../../ports';

/** A line of a log file as OPNsense reads it. */
interface LogRow {
  readonly timestamp?: string | null;
  readonly severity?: string | null;
  readonly process_name?: string | null;
  readonly line: string;
}

const row = shape.object({ timestamp: shape.optional(shape.text), severity: shape.optional(shape.text), process_name: shape.optional(shape.text), line: shape.text });
const fileOf = (name: string): ReadEndpoint<SearchAnswer<LogRow>> => searches<LogRow>('diagnostics/log/core', { shape: row, slow: true, within: [name] });

/** Log files that every release has a privilege for, as OPNsense names them; each is one more that the API user needs. */
export const LOG_NAMES = ['system', 'gateways', 'resolver', 'dnsmasq', 'ipsec', 'openvpn'] as const;
/** One of them. */
export type LogName = (typeof LOG_NAMES)[number];

const FILES = new Map(LOG_NAMES.map(name => [name, fileOf(name)]));
/** What reads them: one endpoint each, as privileges tell them apart. */
export const LOG_FILES = [...FILES.values()];

/** How bad, worst first. */
export const SEVERITIES = ['Emergency', 'Alert', 'Critical', 'Error', 'Warning', 'Notice', 'Informational', 'Debug'] as const;
/** One of them. */
export type Severity = (typeof SEVERITIES)[number];

/** A line of a log. */
export class LogFileLine {
  /** As the firewall wrote it, in its own time zone. */
  @Optional() @IsString() time?: string;
  @Optional() @IsString() severity?: string;
  /** What wrote it. */
  @Optional() @IsString() process?: string;
  @IsString() text!: string;
}

/** Lines of a log that were looked for. */
export class LogFileLines {
  /** Newest first. */
  @ListOf(() => LogFileLine) lines!: LogFileLine[];
  /** True when more lines match; how many, the firewall does not say. */
  @Optional() @IsBoolean() truncated?: boolean;
}

/** Which lines. */
export interface LogFileQuery {
  readonly log: LogName;
  /** Words that a line has to hold, all of them; '' for any. */
  readonly search: string;
  /** Nothing milder. */
  readonly severity?: Severity;
  readonly limit: number;
}

/** The newest lines of a log that match. */
export async function searchLogFile(firewall: FirewallApi, { log, search, severity, limit }: LogFileQuery): Promise<LogFileLines> {
  const severities = severity === undefined ? {} : { severity: SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1) };
  const { rows, total } = await firewall.read(FILES.get(log) ?? fileOf(log), { path: [log], body: { current: 1, rowCount: limit, searchPhrase: search, ...severities } });
  // The firewall stops counting one line after the last that it gives.
  return { lines: rows.map(toLine), ...(total > rows.length ? { truncated: true } : {}) };
}

function toLine({ timestamp, severity, process_name: process, line }: LogRow): LogFileLine {
  return present<LogFileLine>({ time: timestamp ?? undefined, severity: severity ?? undefined, process: process ?? undefined, text: line });
}
