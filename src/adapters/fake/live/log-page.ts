/** Part of the lines of a log that match, and how many were counted. */
export interface LogPage<T> {
  readonly rows: T[];
  readonly total: number;
}

/**
 * A page as the back end's log readers cut it: they stop counting one line after the page, and a page starts with the last line of the one
 * before. 0 lines a page are all.
 */
export function logPage<T>(matching: readonly T[], perPage: number, offset: number): LogPage<T> {
  if (perPage === 0) return { rows: matching.slice(Math.max(0, offset - 1)), total: matching.length };
  const total = Math.min(matching.length, Math.max(1, offset + perPage + 1));
  return { rows: matching.slice(Math.max(0, offset - 1), total).slice(0, Math.max(0, perPage)), total };
}
