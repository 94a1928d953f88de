import Ajv from 'ajv';
import { IsBoolean, IsIn, IsInt, IsNumber, IsString, Max, Min } from 'class-validator';
import { ListOf, misfit, Nested, Optional, schemaOf, TextList, Uuid } from '../../src/core';

class Part {
  @IsString() name!: string;
  @Optional() @IsNumber() size?: number;
}

class Whole {
  @IsInt() @Min(0) @Max(9) count!: number;
  @IsBoolean() on!: boolean;
  @IsIn(['up', 'down']) state!: 'up' | 'down';
  @Nested(() => Part) first!: Part;
  @ListOf(() => Part) parts!: Part[];
  @Optional() @TextList() tags?: string[];
  @Optional() @Uuid() uuid?: string;
}

const good = (): Record<string, unknown> => ({ count: 3, on: true, state: 'up', first: { name: 'a' }, parts: [{ name: 'b', size: 1.5 }], tags: ['t'], further: [1] });
const open = schemaOf(Whole, { closed: false });
const strict = schemaOf(Whole, { closed: true });

describe('misfit', () => {
  it('finds nothing where the value fits, whatever else it holds', () => {
    expect(misfit(open, good())).toBeUndefined();
    expect(misfit(open, { ...good(), tags: undefined })).toBeUndefined();
  });

  it('minds no size of an output', () => {
    const many = { ...good(), parts: Array.from({ length: 2000 }, () => ({ name: 'x' })), tags: ['y'.repeat(1000)] };
    expect(misfit(open, many)).toBeUndefined();
    expect(misfit(strict, many)).toBe('parts must have 0 to 1000 items');
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'the value must be an object'],
    ['a list', [], 'the value must be an object'],
    ['a missing field', { ...good(), on: undefined }, 'on is missing'],
    ['null', { ...good(), on: null }, 'on must be true or false'],
    ['a fraction', { ...good(), count: 1.5 }, 'count must be an integer'],
    ['a number out of range', { ...good(), count: 10 }, 'count must be 0 to 9'],
    ['a text for a number', { ...good(), count: '3' }, 'count must be an integer'],
    ['a word that is none of those', { ...good(), state: 'sideways' }, 'state must be one of up, down'],
    ['a nested field', { ...good(), first: { name: 7 } }, 'first.name must be a text'],
    ['a field of an item', { ...good(), parts: [{ name: 'a' }, { name: 'b', size: Number.NaN }] }, 'parts[1].size must be a number'],
    ['an item that is none', { ...good(), parts: [null] }, 'parts[0] must be an object'],
    ['an object for a list', { ...good(), tags: {} }, 'tags must be a list'],
    ['a text of another form', { ...good(), uuid: 'canary' }, expect.stringMatching(/^uuid must match /) as unknown as string],
  ])('names %s', (_what, value, problem) => {
    expect(misfit(open, value)).toEqual(problem);
  });

  it('agrees with ajv', () => {
    const accepts = new Ajv({ strict: true }).compile(strict);
    const probes = [undefined, null, true, 0, -1, 1.5, 10, '', 'up', 'x'.repeat(300), [], ['a'], [1], {}, { name: 'a' }, { name: 'a', size: 'b' }, [{ name: 'a' }], [{}], '11111111-2222-4333-8444-555555555555'];
    const { further: _unknown, ...base } = good();
    for (const field of Object.keys(open.properties)) {
      for (const probe of probes) {
        const value = { ...base, [field]: probe };
        expect([field, probe, misfit(strict, value) === undefined]).toEqual([field, probe, accepts(JSON.parse(JSON.stringify(value)))]);
      }
    }
  });
});
