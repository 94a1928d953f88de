import { OpnError } from '../../src/ports';
import { parseInput, schemaOf } from '../../src/core';
import { GetThingInput } from './sample-plugin';

const schema = schemaOf(GetThingInput, { closed: true });
const parse = (raw: unknown): GetThingInput => parseInput('opn_get_thing', GetThingInput, schema, raw);

function refusal(raw: unknown): string {
  try {
    parse(raw);
  } catch (problem) {
    expect(problem).toBeInstanceOf(OpnError);
    return (problem as OpnError).describe();
  }
  throw new Error('it was accepted');
}

describe('parseInput', () => {
  it('gives an instance with defaults', () => {
    const input = parse({ name: 'x', pairs: [{ left: 'l' }] });
    expect(input).toBeInstanceOf(GetThingInput);
    expect(input).toMatchObject({ name: 'x', limit: 10, pairs: [{ left: 'l', right: 3 }] });
  });

  it('takes no arguments where there are none to give', () => {
    class Nothing {}
    const nothing = schemaOf(Nothing, { closed: true });
    expect(parseInput('opn_x_y', Nothing, nothing, {})).toBeInstanceOf(Nothing);
    expect(parseInput('opn_x_y', Nothing, nothing, undefined)).toBeInstanceOf(Nothing);
    expect(() => parseInput('opn_x_y', Nothing, nothing, { a: 1 })).toThrow(/unknown argument 'a' \(known: none\)/);
  });

  it('treats an explicit undefined as left out', () => {
    expect(parse({ name: 'x', limit: undefined }).limit).toBe(10);
  });

  it.each<[string, unknown, RegExp]>([
    ['a misspelt argument', { nam: 'x' }, /unknown argument 'nam', did you mean 'name'\? \(known: name, limit/],
    ['a misspelt nested argument', { name: 'x', pair: { leftt: 'a' } }, /unknown argument 'pair\.leftt', did you mean 'left'\?/],
    ['an unknown argument in a list', { name: 'x', pairs: [{ left: 'a' }, { zzzzzz: 1 }] }, /unknown argument 'pairs\[1\]\.zzzzzz' \(known: left, right\)/],
    ['a missing argument', {}, /name is required/],
    ['null', { name: null }, /name must be a text/],
    ['null for an optional argument', { name: 'x', kind: null }, /kind must be one of big, small/],
    ['a wrong type, in one sentence', { name: 7 }, /^OPN_INVALID_INPUT: opn_get_thing: name must be a text\n/],
    ['a text for a number', { name: 'x', limit: '5' }, /^OPN_INVALID_INPUT: opn_get_thing: limit must be an integer\n/],
    ['a negative limit', { name: 'x', limit: -1 }, /: limit must not be less than 1\n/],
    ['NaN', { name: 'x', limit: Number.NaN }, /: limit must be an integer\n/],
    ['a control character', { name: 'a\u0000b' }, /: name must not contain control characters/],
    ['a control character in a list', { name: 'x', tags: ['a\u0007'] }, /: tags\[0\] must not contain control characters/],
    ['an endless text where the schema sets no length', { name: 'x', note: 'y'.repeat(1001) }, /: note must be shorter than or equal to 1000 characters/],
    ['a path for a uuid', { name: 'x', uuid: '../../core/system/reboot' }, /: uuid must be a uuid/],
    ['an encoded path for a uuid', { name: 'x', uuid: '%2e%2e%2fcore' }, /: uuid must be a uuid/],
    ['a huge text', { name: 'x'.repeat(1_000_001) }, /too large/],
    ['many values', { name: 'x', tags: Array.from({ length: 30_000 }, () => 'a') }, /too large/],
    ['a list for an object', { name: 'x', pair: [] }, /pair/],
    ['an object for a list', { name: 'x', pairs: {} }, /pairs/],
    ['a list', [], /must be an object/],
    ['a text', 'x', /must be an object/],
    ['a __proto__ key', JSON.parse('{"name":"x","__proto__":{"limit":1}}'), /unknown argument '__proto__'/],
    ['a constructor key', { name: 'x', constructor: 1 }, /unknown argument 'constructor'/],
  ])('refuses %s', (_what, raw, message) => {
    expect(refusal(raw)).toMatch(message);
  });

  it('names every problem at once', () => {
    expect(refusal({ limit: 0, kind: 'odd' })).toMatch(/name is required.*limit.*kind|limit.*kind.*name is required/s);
  });

  it('refuses deep nesting without running out of stack', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 50_000; depth += 1) deep = { deep };
    expect(refusal(deep)).toMatch(/nested deeper/);
  });

  it('says that nothing was sent', () => {
    expect(refusal({})).toContain('nothing was sent to the firewall');
  });
});
