import { IsBoolean, IsString } from 'class-validator';
import { Optional, present, shape } from '../../core';

/** A job as `cron/settings/search_jobs` lists it: up to 25.1 some columns, in words; later all fields, and words under `%`. */
export interface CronRow {
  readonly uuid: string;
  readonly origin: string;
  readonly enabled: string;
  readonly minutes: string;
  readonly hours: string;
  readonly days: string;
  readonly months: string;
  readonly weekdays: string;
  readonly who?: string;
  readonly command: string;
  readonly '%command'?: string;
  readonly parameters?: string;
  readonly description: string;
}

const { text, optional } = shape;

/** What each row has. */
export const cronRow = shape.object({
  uuid: shape.name, origin: text, enabled: text, minutes: text, hours: text, days: text, months: text, weekdays: text, who: optional(text), command: text, '%command': optional(text), parameters: optional(text), description: text,
});

/** A job that the firewall runs at certain times. */
export class CronJob {
  @IsString() uuid!: string;
  @IsBoolean() enabled!: boolean;
  /** Minutes, hours, days of the month, months and weekdays (0 is Sunday), as in a crontab, in the firewall's time zone. */
  @IsString() schedule!: string;
  /** What is run, in words. */
  @IsString() command!: string;
  /** Unknown up to 25.1. */
  @Optional() @IsString() parameters?: string;
  @Optional() @IsString() description?: string;
  /** The part of the firewall that made the job, when it was not made by hand. */
  @Optional() @IsString() made_by?: string;
}

/** One row as a job. */
export function toCronJob(row: CronRow): CronJob {
  return present<CronJob>({
    uuid: row.uuid, enabled: row.enabled === '1', schedule: [row.minutes, row.hours, row.days, row.months, row.weekdays].join(' '), command: row['%command'] ?? row.command, parameters: row.parameters,
    description: row.description, made_by: row.origin === 'cron' ? undefined : row.origin,
  });
}
