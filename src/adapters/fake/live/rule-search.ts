import { isEmpty, toText } from '../model/php';
import { type Row } from '../model/search';

/** A condition on rules: columns or one property, and what is looked for; `*` makes it a part. */
export interface RuleFilter {
  readonly names: readonly string[];
  readonly content: string;
}

/** Columns that the cache of rules searches and sorts by; other names are properties. */
const COLUMNS = ['msg', 'sid', 'source', 'action', 'status', 'matched_policy'];

/** The rows that all conditions find, in the wanted order (`column`, or `column desc`). */
export function searchRules(rows: readonly Row[], filters: readonly RuleFilter[], order: readonly string[]): Row[] {
  const found = rows.filter(row => filters.every(({ names, content }) => names.some(name => isLike(row, name, content))));
  const sortBy = order.map(each => each.trim().split(/\s+/)).flatMap(([name = '', direction]) => (COLUMNS.includes(name) ? [[name, direction === 'desc' ? -1 : 1] as const] : []));
  return found.sort((left, right) => {
    for (const [name, direction] of sortBy) {
      const [a, b] = [left[name] ?? '', right[name] ?? ''] as [string | number, string | number];
      if (a !== b) return (a < b ? -1 : 1) * direction;
    }
    return 0;
  });
}

/** As SQLite's LIKE compares; null is like nothing. */
function isLike(row: Row, name: string, content: string): boolean {
  const value = row[name];
  if (value === undefined || value === null || (!COLUMNS.includes(name) && isEmpty(name))) return false;
  const pattern = content.replaceAll('*', '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '[^]*').replaceAll('_', '[^]');
  return new RegExp(content.includes('*') ? pattern : `^${pattern}$`, 'i').test(toText(value));
}
