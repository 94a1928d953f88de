import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsString, Matches, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { type Class } from './class';
import { type Suggestions } from './suggestions';

const FIELDS = Symbol.for('opnsense-mcp/fields');

/** What our own decorators know of one field beside its class-validator rules. */
export interface FieldFacts {
  description?: string;
  optional?: boolean;
  nested?: () => Class;
  suggestions?: Suggestions;
}

/** The facts of every field that one of our decorators touched, inherited ones included. */
export function fieldFacts(target: Class): ReadonlyMap<string, FieldFacts> {
  return (Reflect.getMetadata(FIELDS, target.prototype) as ReadonlyMap<string, FieldFacts> | undefined) ?? new Map();
}

function addFacts(facts: FieldFacts): PropertyDecorator {
  return (prototype, property) => {
    const inherited = Reflect.getMetadata(FIELDS, prototype) as ReadonlyMap<string, FieldFacts> | undefined;
    const own = new Map(inherited);
    own.set(String(property), { ...own.get(String(property)), ...facts });
    Reflect.defineMetadata(FIELDS, own, prototype);
  };
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (prototype, property) => {
    for (const decorate of decorators) decorate(prototype, property);
  };
}

/** Says in words what a field means; becomes its description in the schema. */
export function Describe(description: string): PropertyDecorator {
  return addFacts({ description });
}

/** Says which values the field may have on this firewall; only for what clients complete: variables of resources, arguments of prompts. */
export function Suggest(suggestions: Suggestions): PropertyDecorator {
  return addFacts({ suggestions });
}

/** The field may be left out (`undefined`); `null` is not the same and is refused. */
export function Optional(): PropertyDecorator {
  return all(addFacts({ optional: true }), ValidateIf((_object, value) => value !== undefined) as PropertyDecorator);
}

/** The field is an object of that class. */
export function Nested(type: () => Class): PropertyDecorator {
  return all(addFacts({ nested: type }), IsObject(), ValidateNested(), Type(type) as PropertyDecorator);
}

/** The field is a list of objects of that class, at most `max` of them. */
export function ListOf(type: () => Class, max = 1000): PropertyDecorator {
  return all(
    addFacts({ nested: type }),
    IsArray(),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type) as PropertyDecorator,
  );
}

/** The field is a list of texts, each at most `length` characters long. */
export function TextList(options: { readonly min?: number; readonly max?: number; readonly length?: number } = {}): PropertyDecorator {
  return all(
    IsArray(),
    ArrayMinSize(options.min ?? 0),
    ArrayMaxSize(options.max ?? 100),
    IsString({ each: true }),
    MaxLength(options.length ?? 255, { each: true }),
  );
}

/** The field is a text: of at most `max` characters where that is said, else of as many as any text may have. */
export function Text(max?: number): PropertyDecorator {
  return max === undefined ? IsString() : all(IsString(), MaxLength(max));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A model pays for every letter of a pattern, in each of the tools that take a uuid; what only looks like one is found nowhere. */
const LIKE_A_UUID = /^[\da-f-]{36}$/;

/** True for a uuid as OPNsense writes it: lower case, 8-4-4-4-12. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The field is a uuid as OPNsense writes it: lower case, 8-4-4-4-12. */
export function Uuid(): PropertyDecorator {
  return Matches(LIKE_A_UUID, {
    message: '$property must be a uuid in lower case, as the list tools give it',
  });
}
