import { IsEmail, IsIn, IsInt, IsString, Matches, MaxLength } from 'class-validator';
import { Describe, ListOf, Nested, Optional, schemaOf, Text, TextList } from '../../src/core';
import { disagreements } from '../differential';
import { GetThingInput } from './sample-plugin';

describe('schemaOf', () => {
  it('reads types, ranges, defaults, descriptions and nested objects off the class', () => {
    const schema = schemaOf(GetThingInput, { closed: true });
    expect(schema.required).toEqual(['name']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.limit).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 10, description: 'How many.' });
    expect(schema.properties.kind).toEqual({ type: 'string', enum: ['big', 'small'], description: 'Which kind.' });
    expect(schema.properties.tags).toEqual({
      type: 'array',
      minItems: undefined,
      maxItems: 3,
      items: { type: 'string', maxLength: 5 },
      description: 'Tags.',
    });
    expect(schema.properties.pairs?.items).toMatchObject({ type: 'object', required: ['left'], additionalProperties: false });
  });

  it('leaves out defaults that go without saying', () => {
    class Quiet {
      @Describe('a') @IsString() text = '';
      @Describe('b') @IsInt() count = 0;
    }
    expect(schemaOf(Quiet, { closed: true })).toMatchObject({ properties: { text: { type: 'string', description: 'a' }, count: { default: 0 } } });
    expect(schemaOf(Quiet, { closed: true })).not.toHaveProperty('properties.text.default');
    expect(schemaOf(Quiet, { closed: true })).not.toHaveProperty('required');
  });

  it('leaves outputs open', () => {
    expect(schemaOf(GetThingInput, { closed: false }).additionalProperties).toBeUndefined();
  });

  it('inherits fields', () => {
    class Wide extends GetThingInput {
      @Describe('More.') @Optional() @IsString() more?: string;
    }
    expect(Object.keys(schemaOf(Wide, { closed: true }).properties)).toEqual(expect.arrayContaining(['name', 'more']));
    expect(Object.keys(schemaOf(GetThingInput, { closed: true }).properties)).not.toContain('more');
  });

  it.each<[string, () => object, RegExp]>([
    ['a rule without a JSON Schema', () => { class A { @IsEmail() mail!: string } return A; }, /A\.mail: no JSON Schema for @isEmail/],
    ['a field without a type', () => { class B { @MaxLength(3) text!: string } return B; }, /B\.text: has no rule that says its type/],
    ['a described field without rules', () => { class C { @Describe('x') text!: string } return C; }, /C\.text: has no rule/],
    ['a pattern with flags', () => { class D { @IsString() @Matches(/a/i) text!: string } return D; }, /D\.text: .*flags/],
    ['mixed enum values', () => { class E { @IsIn(['a', 1]) text!: string } return E; }, /E\.text: .*one type/],
    ['a class that contains itself', () => { class F { @Optional() @Nested(() => F) next?: F } return F; }, /contains itself/],
    ['each without an array', () => { class G { @IsInt({ each: true }) list!: number[] } return G; }, /G\.list: .*@IsArray/],
  ])('refuses %s, naming class and field', (_what, make, message) => {
    expect(() => schemaOf(make() as never, { closed: true })).toThrow(message);
  });
});

describe('schema and validation', () => {
  it('judge every probe alike', () => {
    expect(disagreements('opn_get_thing', GetThingInput)).toEqual([]);
  });

  it('are seen to disagree where a rule is hidden from the schema', () => {
    class Hidden {
      @IsString() @Describe('x') text!: string;
    }
    const schema = schemaOf(Hidden, { closed: true });
    schema.properties.text = { type: 'integer' };
    expect(disagreements('x', Hidden, schema)).not.toEqual([]);
  });

  it('agree on lists of objects and of texts', () => {
    class Item {
      @Text(5) name!: string;
    }
    class Lists {
      @Describe('a') @ListOf(() => Item, 2) items!: Item[];
      @Describe('b') @TextList({ min: 1, max: 2, length: 3 }) texts: string[] = ['x'];
    }
    expect(disagreements('x', Lists)).toEqual([]);
  });
});
