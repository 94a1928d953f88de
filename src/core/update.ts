import { OpnError } from '../ports';

/** The values that differ from the present ones, within containers too; a value that is not there counts as empty. */
export function differing(values: Readonly<Record<string, string>>, former: Readonly<Record<string, unknown>>): Record<string, string>;
export function differing<T extends Readonly<Record<string, unknown>>>(values: T, former: Readonly<Record<string, unknown>>): Partial<T>;
export function differing(values: Readonly<Record<string, unknown>>, former: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const before = former[name] ?? '';
    if (typeof value !== 'object' || value === null) return String(before) === String(value) ? [] : [[name, value]];
    const inner = differing(value as Readonly<Record<string, unknown>>, typeof before === 'object' ? (before as Readonly<Record<string, unknown>>) : {});
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(entries);
}

/** Throws OPN_INVALID_INPUT when an update names nothing to change. */
export function refuseEmpty(tool: string, given: object): void {
  if (Object.values(given).some(value => value !== undefined)) return;
  throw new OpnError('OPN_INVALID_INPUT', `${tool}: nothing to change was given.`, 'Give the fields that are to change.');
}
