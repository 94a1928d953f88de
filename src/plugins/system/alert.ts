import { IsIn, IsString } from 'class-validator';
import { Optional, present, type Shape, shape } from '../../core';

interface SubsystemRow {
  /** -1 error, 0 warning, 1 notice, 2 fine. */
  readonly statusCode?: number;
  readonly title?: string;
  readonly message?: string;
  /** Seconds since 1970, as a text; `0` when unknown. */
  readonly timestamp?: string | number | null;
}

/** What `core/system/status` answers: 24.7 names the subsystems at the top, later releases only those with a problem, below `subsystems`. */
export interface AlertsAnswer {
  readonly metadata?: object;
  readonly subsystems?: Readonly<Record<string, SubsystemRow>> | readonly never[];
  readonly [subsystem: string]: unknown;
}

const rows = shape.table(shape.object({ statusCode: shape.optional(shape.scalar), title: shape.optional(shape.text), message: shape.optional(shape.text), timestamp: shape.optional(shape.scalar) }));

/** What the answer has: since 25.1 always `metadata`, without `subsystems` when all is well; in 24.7 every subsystem, `System` among them. */
export const alertsAnswer: Shape = value => {
  const since251 = shape.object({ metadata: shape.object({}), subsystems: shape.optional(rows) })(value);
  const in247 = shape.object({ System: shape.object({}) })(value) ?? rows(value);
  return since251 === undefined || in247 === undefined ? undefined : 'it is no list of subsystems';
};

const SEVERITIES = { '-1': 'error', '0': 'warning', '1': 'notice' } as const;

/** A problem that the firewall reports of itself. */
export class Alert {
  @IsString() subsystem!: string;
  @IsIn(Object.values(SEVERITIES)) severity!: (typeof SEVERITIES)[keyof typeof SEVERITIES];
  /** In the language of the web GUI. */
  @IsString() message!: string;
  /** ISO 8601, UTC. */
  @Optional() @IsString() since?: string;
}

/** The problems, worst first. */
export function toAlerts(answer: AlertsAnswer): Alert[] {
  const rows = 'metadata' in answer ? (answer.subsystems ?? {}) : answer;
  return Object.entries(rows)
    .flatMap(([name, row]) => toAlert(name, row as SubsystemRow))
    .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

const ORDER: readonly string[] = ['error', 'warning', 'notice'];

function toAlert(name: string, row: SubsystemRow): Alert[] {
  const severity = SEVERITIES[String(row.statusCode) as keyof typeof SEVERITIES];
  if (severity === undefined) return [];
  return [present<Alert>({ subsystem: name.toLowerCase(), severity, message: [row.message, row.title].find(text => text !== undefined && text !== null && text !== '') ?? 'no message', since: isoTime(row.timestamp) })];
}

function isoTime(timestamp: string | number | null | undefined): string | undefined {
  const seconds = Number(timestamp);
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : undefined;
}
