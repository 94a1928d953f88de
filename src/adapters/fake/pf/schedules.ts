import { childText, type ConfigDocument, type ConfigNode } from '../config-document';

/** Minutes of an hour at which a firewall with scheduled rules loads its rules anew. */
const RELOADS = [1, 16, 31, 46];
const MINUTE_MS = 60_000;

/** True when a schedule lets its rules run at a time (milliseconds since 1970); rules of an unknown schedule always run. */
export function isScheduled(document: ConfigDocument, name: string, time: number): boolean {
  const schedule = document.find('schedules')?.children.find(node => node.name === 'schedule' && childText(node, 'name') === name);
  if (schedule === undefined) return true;
  const now = clockOf(document, time);
  return schedule.children.some(node => node.name === 'timerange' && isHour(childText(node, 'hour'), now) && isDay(node, now));
}

/** When a firewall with scheduled rules last loaded its rules by itself, or will have, by the time it is now. */
export function lastReload(now: number): number {
  const minute = Math.floor(now / MINUTE_MS);
  // Every time zone is a multiple of a quarter of an hour off.
  const back = Array.from({ length: 60 }, (_, minutes) => minutes).find(minutes => RELOADS.includes((minute - minutes) % 60)) ?? 0;
  return (minute - back) * MINUTE_MS;
}

interface WallClock {
  readonly minutes: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly month: number;
  readonly day: number;
}

function clockOf(document: ConfigDocument, time: number): WallClock {
  const timeZone = document.text('system/timezone') || 'UTC';
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const weekday = new Date(Date.UTC(part('year'), part('month') - 1, part('day'))).getUTCDay();
  return { minutes: part('hour') * 60 + part('minute'), weekday: weekday === 0 ? 7 : weekday, month: part('month'), day: part('day') };
}

/** Whether a span such as `8:00-17:30` holds the time; the whole day when there is none. */
function isHour(span: string, { minutes }: WallClock): boolean {
  if (span === '') return true;
  const [from = 0, to = 0] = span.split('-').map(text => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  });
  return minutes >= from && minutes < to;
}

function isDay(range: ConfigNode, { weekday, month, day }: WallClock): boolean {
  const listed = (name: string): number[] => childText(range, name).split(',').map(Number);
  if (childText(range, 'position') !== '') return listed('position').includes(weekday);
  const [months, days] = [listed('month'), listed('day')];
  return months.length === days.length && days.some((each, index) => each === day && months[index] === month);
}
