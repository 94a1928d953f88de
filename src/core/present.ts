type WithUndefined<T> = { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] };

/** The object without the fields that are undefined, null or an empty text or list: what is unknown or empty is left out of a result. */
export function present<T extends object>(fields: WithUndefined<T>): T {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(kept) as T;
}
