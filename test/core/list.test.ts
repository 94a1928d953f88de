import { more, pageOf, part, present, unavailable } from '../../src/core';
import { OpnError } from '../../src/ports';

describe('more', () => {
  it.each([
    [0, 50, 1, undefined],
    [50, 50, 1, undefined],
    [51, 50, 1, 'Items 1 to 50 of 51; page 2 goes on.'],
    [51, 50, 2, undefined],
    [51, 50, 3, 'Page 2 is the last.'],
  ])('of %i, %i a page, page %i', (total, limit, page, expected) => {
    expect(more(total, { limit, page })).toBe(expected);
  });
});

describe('pageOf', () => {
  it('cuts a page out of a whole list', () => {
    expect(pageOf([1, 2, 3, 4, 5], { limit: 2, page: 3 })).toEqual([5]);
    expect(pageOf([1], { limit: 2, page: 2 })).toEqual([]);
  });
});

describe('present', () => {
  it('leaves out what is unknown or empty, and keeps zero and false', () => {
    expect(present<object>({ a: undefined, b: '', c: [], d: 0, e: false, f: [0] })).toEqual({ d: 0, e: false, f: [0] });
  });
});

describe('part', () => {
  const refused = (code: 'OPN_FORBIDDEN' | 'OPN_UNAUTHORIZED') => Promise.reject(new OpnError(code, 'no', 'ask'));

  it('gives the value, or notes why there is none', async () => {
    const parts = [await part('one', Promise.resolve(1)), await part('two', refused('OPN_FORBIDDEN'))];
    expect(parts[0]).toEqual({ value: 1 });
    expect(unavailable(...parts)).toEqual([{ what: 'two', why: 'OPN_FORBIDDEN: no', hint: 'ask' }]);
  });

  it('rejects with what would fail every part, and with defects', async () => {
    await expect(part('one', refused('OPN_UNAUTHORIZED'))).rejects.toMatchObject({ code: 'OPN_UNAUTHORIZED' });
    await expect(part('one', Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
