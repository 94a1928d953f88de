import { type Machine } from '../machine';

/** A time (milliseconds since 1970) as PHP's `Y-m-d H:i:s` writes it in the firewall's time zone. */
export function localTime(machine: Machine, ms: number): string {
  const timeZone = machine.document.text('system/timezone').replace(/^Etc\/UTC$/, 'UTC') || 'UTC';
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
}

/** The same as PHP's `Y/m/d G:i`. */
export function shortTime(machine: Machine, ms: number): string {
  return localTime(machine, ms).slice(0, 16).replaceAll('-', '/').replace(/ 0(?=\d:)/, ' ');
}
