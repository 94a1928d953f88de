import { Matches } from 'class-validator';
import { OpnError } from '../../ports';

const UNITS = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
const LONGEST = 4_294_967_295;

/** The field is a time as people write it: `24h`, `90m`, `7d`, seconds without a unit, or `infinite`. */
export function LeaseTime(): PropertyDecorator {
  return Matches(/^[\da-z ]*$/, { message: '$property must be a time such as 24h, 90m or 86400 (seconds), or infinite' });
}

/** The seconds of a time as people write it, as OPNsense's whole number; 0 is for ever, empty the server's default. Throws OPN_INVALID_INPUT for another text. */
export function leaseSeconds(tool: string, text: string): string {
  if (text === '') return '';
  if (text === 'infinite') return '0';
  const [, digits = '', unit = 's'] = /^([0-9]+) ?([wdhms]?)$/.exec(text) ?? [];
  const seconds = Number(digits) * UNITS[(unit || 's') as keyof typeof UNITS];
  if (seconds >= 1 && seconds <= LONGEST) return String(seconds);
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: lease_time must be a time such as 24h, 90m or 86400 (seconds), or infinite, not "${text}"`, `At most ${String(LONGEST)} seconds; nothing was sent to the firewall.`);
}

/** Seconds as people write them, in the largest unit that fits; undefined when nothing is set. */
export function leaseTime(seconds: string): string | undefined {
  if (seconds === '') return undefined;
  const number = Number(seconds);
  if (number === 0) return 'infinite';
  const [unit, size] = Object.entries(UNITS).find(([, each]) => number % each === 0) ?? ['s', 1];
  return unit === 'w' ? `${String(number / UNITS.d)}d` : `${String(number / size)}${unit}`;
}
