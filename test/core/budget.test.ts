import { LARGEST_RESULT, withinBudget } from '../../src/core';

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const rows = (count: number, size = 100): { n: number; text: string }[] => Array.from({ length: count }, (_, n) => ({ n, text: 'x'.repeat(size) }));

describe('withinBudget', () => {
  it('hands on what fits as it is', () => {
    const result = { total: 3, items: rows(3) };
    expect(withinBudget(result, undefined)).toBe(result);
  });

  it('cuts the list and says how the next page goes on, so that paging with it leaves nothing out', () => {
    const all = rows(3000);
    const seen = new Set<number>();
    let [limit, page] = [500, 1];
    for (let asked = 0; asked < 40; asked += 1) {
      const items = all.slice((page - 1) * limit, page * limit);
      const result = withinBudget({ total: all.length, items, next_cursor: 'by the server' }, { limit, page }, 20_000) as { items: typeof all; more: string; next_cursor: string; truncated?: boolean };
      expect(bytes(result)).toBeLessThanOrEqual(20_000);
      for (const { n } of result.items) seen.add(n);
      if (result.truncated !== true) page += 1;
      else {
        expect(result.more).toMatch(/^Cut to 19 KB: items has \d+ of 500 items\. next_cursor goes on\.$/);
        [limit, page] = result.next_cursor.split('.').map(Number) as [number, number];
      }
    }
    expect(seen.size).toBe(all.length);
  });

  it('goes on from a later page without leaving anything out', () => {
    const { next_cursor: next, items } = withinBudget({ items: rows(500) }, { limit: 500, page: 3 }, 20_000) as { next_cursor: string; items: unknown[] };
    const [limit, page] = next.split('.').map(Number);
    const first = (page! - 1) * limit!;
    expect(first).toBeLessThanOrEqual(1000 + items.length);
    expect(first).toBeGreaterThan(1000);
  });

  it('cuts the large fields and keeps the small ones, in their order', () => {
    const result = withinBudget({ a: rows(400), b: 'short', c: { list: rows(400), d: 1 }, e: rows(3) }, undefined) as Record<string, unknown[]> & { more: string };
    expect(Object.keys(result)).toEqual(['a', 'b', 'c', 'e', 'truncated', 'more']);
    expect(bytes(result)).toBeLessThanOrEqual(LARGEST_RESULT);
    expect(bytes(result)).toBeGreaterThan(LARGEST_RESULT * 0.9);
    expect(result).toMatchObject({ b: 'short', c: { d: 1 }, e: rows(3), truncated: true });
    expect(result.more).toMatch(/a has \d+ of 400 items; c\.list has \d+ of 400 items|c\.list has \d+ of 400 items; a has \d+ of 400 items/);
    expect(result.more).toContain('Ask for less at a time.');
  });

  it.each<[string, Record<string, unknown>]>([
    ['a long text', { text: 'y'.repeat(1_000_000) }],
    ['a text of quotes', { text: '"\\\n'.repeat(300_000) }],
    ['a text of wide characters', { text: '日本🙂'.repeat(100_000) }],
    ['one huge item', { items: [{ name: 'a', log: 'z'.repeat(500_000) }, { name: 'b' }] }],
    ['a list in a list', { items: [{ name: 'a', ports: rows(5000) }] }],
    ['a large table', { table: Object.fromEntries(rows(5000).map(row => [`key ${row.n}`, row])) }],
    ['many long texts', Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, 'w'.repeat(50_000)]))],
  ])('cuts %s', (_what, result) => {
    const cut = withinBudget(result, { limit: 50, page: 1 });
    expect(bytes(cut)).toBeLessThanOrEqual(LARGEST_RESULT);
    expect(bytes(cut)).toBeGreaterThan(LARGEST_RESULT * 0.5);
    expect(cut).toMatchObject({ truncated: true, more: expect.stringMatching(/^Cut to 64 KB: /) });
    expect(result).not.toHaveProperty('truncated');
  });
});
