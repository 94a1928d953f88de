/** The values that are given, in OPNsense's words: a flag is 1 or 0, a number its digits. */
export function inWords(values: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value)]])));
}
