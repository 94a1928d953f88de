import { cursorTo, ListInput, pageOf, part, present, unavailable } from '../../src/core';
import { OpnError } from '../../src/ports';

describe('PageInput', () => {
  const asked = (cursor: string): ListInput => {
    const input = Object.assign(new ListInput(), { cursor });
    input.resume();
    return input;
  };

  it('begins with the first page and goes on with the size that the cursor began with', () => {
    expect(asked('')).toMatchObject({ limit: 50, page: 1 });
    expect(asked(cursorTo({ limit: 13, page: 4 }))).toMatchObject({ limit: 13, page: 4 });
    expect(asked('1000.999999')).toMatchObject({ limit: 1000, page: 999_999 });
  });

  it.each(['0.1', '5.0', '1001.1', '5', '5.', '.5', '-1.2', '5.1.1', 'next', ' 5.1', '05.1'])('refuses the cursor %j', cursor => {
    expect(() => asked(cursor)).toThrow(/cursor is none/);
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
