import { toCsv } from '../../src/core';

describe('toCsv', () => {
  it('heads the columns with every field that a row has, and quotes only what needs it', () => {
    expect(toCsv([{ a: 1, b: true }, { a: 'x,y', c: 'say "hi"' }, { a: 'two\nlines', b: null }])).toBe('a,b,c\n1,true,\n"x,y",,"say ""hi"""\n"two\nlines",,');
  });

  it('joins lists of plain values, and keeps what is nested as JSON', () => {
    expect(toCsv([{ list: ['a', 'b'], nested: { x: 1 }, items: [{ y: 2 }] }])).toBe('list,nested,items\na b,"{""x"":1}","[{""y"":2}]"');
  });

  it('is empty without rows', () => {
    expect(toCsv([])).toBe('');
  });
});
