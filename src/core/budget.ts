import { cursorTo, type Paging } from './list';

/** Bytes of JSON that one result may take; hosts cut off or refuse what is much larger. */
export const LARGEST_RESULT = 64 * 1024;

/** Kept free for saying that something is missing. */
const NOTE = 512;

/** A result that fits a byte budget; `cut` names the lists and texts that had to be shortened. */
interface Fitted<T> {
  readonly value: T;
  readonly cut: readonly Cut[];
}

interface Cut {
  readonly path: string;
  /** How many are left, and how many there were. */
  readonly left: number;
  readonly of: number;
  readonly kind: 'items' | 'entries' | 'characters';
}

/**
 * The result, shortened to at most `most` bytes of JSON: the largest lists lose their last items, the largest texts their ends. What was
 * shortened says so itself: `truncated` is true and `more` tells what is missing. A list that was asked for by page goes on with `next_cursor`.
 */
export function withinBudget(result: Record<string, unknown>, paging: Paging | undefined, most = LARGEST_RESULT): Record<string, unknown> {
  if (bytesOf(result) <= most) return result;
  const { value, cut } = fitFields(result, most - NOTE, '');
  return { ...value, truncated: true, ...howToGoOn(cut, paging, most) };
}

function fit(value: unknown, most: number, path: string): Fitted<unknown> {
  if (bytesOf(value) <= most) return { value, cut: [] };
  if (typeof value === 'string') return fitText(value, most, path);
  if (Array.isArray(value)) return fitItems(value, most, path);
  return typeof value === 'object' && value !== null ? fitFields(value as Record<string, unknown>, most, path) : { value, cut: [] };
}

function fitText(text: string, most: number, path: string): Fitted<string> {
  // A character takes at most six bytes of JSON.
  let left = Math.min(text.length, Math.max(0, most));
  while (left > 0 && bytesOf(text.slice(0, left)) > most) left = Math.floor(left * 0.8);
  return { value: `${text.slice(0, left).replace(/[\ud800-\udbff]$/, '')}…`, cut: [{ path, left, of: text.length, kind: 'characters' }] };
}

function fitItems(items: readonly unknown[], most: number, path: string): Fitted<unknown[]> {
  const kept = items.slice(0, countThatFit(items, most));
  const first = kept.length > 0 || items.length === 0 ? undefined : fit(items[0], most - 2, `${path}[0]`);
  const value = first === undefined ? kept : [first.value];
  return { value, cut: [{ path, left: value.length, of: items.length, kind: 'items' }, ...(first?.cut ?? [])] };
}

function countThatFit(items: readonly unknown[], most: number): number {
  let room = most - 2;
  const beyond = items.findIndex(item => (room -= bytesOf(item) + 1) < 0);
  return beyond < 0 ? items.length : beyond;
}

/** An object with so many fields is a table by name. */
const MOST_FIELDS = 100;

function fitEntries(table: Record<string, unknown>, most: number, path: string): Fitted<Record<string, unknown>> {
  const entries = Object.entries(table);
  const left = countThatFit(entries, most);
  return { value: Object.fromEntries(entries.slice(0, left)), cut: [{ path, left, of: entries.length, kind: 'entries' }] };
}

/** Small fields stay whole; what they do not need of their share goes to the larger ones. */
function fitFields(fields: Record<string, unknown>, most: number, path: string): Fitted<Record<string, unknown>> {
  if (Object.keys(fields).length > MOST_FIELDS) return fitEntries(fields, most, path);
  const sizes = Object.entries(fields).map(([name, value]) => ({ name, value, bytes: bytesOf(value) })).sort((a, b) => a.bytes - b.bytes);
  let room = most - 2 - sizes.reduce((sum, { name }) => sum + bytesOf(name) + 2, 0);
  const fitted = new Map<string, Fitted<unknown>>();
  for (const [index, { name, value }] of sizes.entries()) {
    const mine = fit(value, Math.floor(room / (sizes.length - index)), path === '' ? name : `${path}.${name}`);
    room -= bytesOf(mine.value);
    fitted.set(name, mine);
  }
  return {
    value: Object.fromEntries(Object.keys(fields).map(name => [name, fitted.get(name)?.value])),
    cut: [...fitted.values()].flatMap(({ cut }) => cut),
  };
}

function howToGoOn(cut: readonly Cut[], paging: Paging | undefined, most: number): { more: string; next_cursor?: string } {
  const shown = cut.slice(0, 3).map(({ path, left, of, kind }) => `${path} has ${left} of ${of} ${kind}`);
  const what = `Cut to ${Math.floor(most / 1024)} KB: ${shown.join('; ')}${cut.length > shown.length ? '; and more' : ''}.`;
  const list = cut.find(({ path, kind }) => kind === 'items' && !path.includes('.'));
  if (list === undefined || list.left === 0 || paging === undefined) return { more: `${what} Ask for less at a time.` };
  // The page of that size in which the first missing item stands: none is left out, a few may come again.
  const page = Math.floor(((paging.page - 1) * paging.limit + list.left) / list.left) + 1;
  return { more: `${what} next_cursor goes on.`, next_cursor: cursorTo({ limit: list.left, page }) };
}

/** How many bytes the value takes as JSON. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
