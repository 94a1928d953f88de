import { type ConfigValue } from '../../ports';
import { fieldsOf, type Fields, listOf, textOf } from './configuration';

/** A moment as the firewall's own clock shows it. */
export interface LocalTime {
  readonly month: number;
  readonly day: number;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** What a rule does by its schedule: `missing` when there is none of that name, and the rule then always counts. */
export type ScheduleStatus = 'active' | 'inactive' | 'missing';

/** The schedules of a configuration. */
export class Schedules {
  private readonly byName: ReadonlyMap<string, readonly Fields[]>;

  /** `schedules` is the section of that name. */
  constructor(schedules: ConfigValue | undefined) {
    this.byName = new Map(listOf(fieldsOf(schedules)['schedule']).map(each => [textOf(each, 'name'), listOf(each['timerange'])]));
  }

  /** Names of the schedules. */
  names(): string[] {
    return [...this.byName.keys()];
  }

  /** Whether rules with that schedule count at that time; the firewall looks four times an hour. */
  status(name: string, time: LocalTime): ScheduleStatus {
    const ranges = this.byName.get(name);
    if (ranges === undefined) return 'missing';
    return ranges.some(range => isDuring(range, time)) ? 'active' : 'inactive';
  }

  /** True for a schedule that no moment of any year falls into. */
  isNever(name: string): boolean {
    return this.byName.get(name)?.every(range => isEmptyHour(range) || !hasDay(range)) === true;
  }

  /** True for a schedule of single days of which none of this year is still to come, that day included. */
  isOver(name: string, { month, day }: Pick<LocalTime, 'month' | 'day'>): boolean {
    const ranges = this.byName.get(name) ?? [];
    return ranges.length > 0 && ranges.every(range => textOf(range, 'position') === '' && daysOf(range).every(([inMonth, onDay]) => inMonth < month || (inMonth === month && onDay < day)));
  }
}

/** The moment, in milliseconds since 1970, on clocks of that time zone; UTC for a zone that is not known. */
export function localTime(ms: number, timeZone: string): LocalTime {
  const format = (zone: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', { timeZone: zone, month: 'numeric', day: 'numeric', weekday: 'short', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const parts = new Map(formatter(format, timeZone).formatToParts(ms).map(({ type, value }) => [type as string, value]));
  const number = (type: string): number => Number(parts.get(type));
  return { month: number('month'), day: number('day'), weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1, minute: number('hour') * 60 + number('minute') };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function formatter(format: (zone: string) => Intl.DateTimeFormat, timeZone: string): Intl.DateTimeFormat {
  try {
    return format(timeZone === '' ? 'UTC' : timeZone);
  } catch {
    return format('UTC');
  }
}

function isDuring(range: Fields, { month, day, weekday, minute }: LocalTime): boolean {
  const hours = hoursOf(range);
  if (hours !== undefined && !(hours[0] <= minute && minute < hours[1])) return false;
  const weekdays = textOf(range, 'position');
  if (weekdays !== '') return weekdays.split(',').map(Number).includes(weekday);
  return daysOf(range).some(([inMonth, onDay]) => inMonth === month && onDay === day);
}

/** Month and day of each day of a range of days. */
function daysOf(range: Fields): (readonly [month: number, day: number])[] {
  const months = textOf(range, 'month').split(',').map(Number);
  const days = textOf(range, 'day').split(',').map(Number);
  return months.length === days.length ? days.map((day, index) => [months[index] ?? 0, day] as const) : [];
}

/** Minutes of the day from and to; undefined for the whole day. */
function hoursOf(range: Fields): readonly [from: number, to: number] | undefined {
  const [from = '', to = ''] = textOf(range, 'hour').split('-');
  return from === '' ? undefined : [minutesOf(from), minutesOf(to)];
}

function minutesOf(text: string): number {
  const [hours, minutes = 0] = text.split(':').map(Number);
  return (hours ?? 0) * 60 + minutes;
}

function isEmptyHour(range: Fields): boolean {
  const hours = hoursOf(range);
  return hours !== undefined && hours[0] >= hours[1];
}

function hasDay(range: Fields): boolean {
  if (textOf(range, 'position') !== '') return textOf(range, 'position').split(',').some(day => Number(day) >= 1 && Number(day) <= 7);
  return daysOf(range).some(([month, day]) => day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0));
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
