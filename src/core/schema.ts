import { getMetadataStorage } from 'class-validator';
import { type Class } from './class';
import { fieldFacts, type FieldFacts } from './fields';

/** The part of JSON Schema that tool inputs and outputs need; valid under draft-07 and 2020-12. */
export interface JsonSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** The schema of an object. */
export interface ObjectSchema extends JsonSchema {
  type: 'object';
  properties: Record<string, JsonSchema>;
  required?: string[];
}

/** Inputs are closed: they refuse what they do not know. Outputs may grow, and say nothing of sizes. */
export interface SchemaOptions {
  readonly closed: boolean;
}

interface Rule {
  readonly propertyName: string;
  readonly name?: string;
  readonly type: string;
  readonly each: boolean;
  readonly constraints?: readonly unknown[];
}

const length = (min: unknown, max: unknown): JsonSchema => ({
  ...(typeof min === 'number' && min > 0 ? { minLength: min } : {}),
  ...(typeof max === 'number' ? { maxLength: max } : {}),
});

/** How each class-validator rule reads in JSON Schema. A rule that is not here cannot be used on a tool's field. */
const RULES: Readonly<Record<string, (constraints: readonly unknown[]) => JsonSchema>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isArray: () => ({ type: 'array' }),
  isObject: () => ({ type: 'object' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isIn: ([values]) => oneOf(values as readonly unknown[]),
  min: ([minimum]) => ({ minimum: minimum as number }),
  max: ([maximum]) => ({ maximum: maximum as number }),
  minLength: ([min]) => length(min, undefined),
  maxLength: ([max]) => length(undefined, max),
  isLength: ([min, max]) => length(min, max),
  matches: ([pattern]) => ({ type: 'string', pattern: portable(pattern) }),
  arrayMinSize: ([min]) => (min === 0 ? {} : { minItems: min as number }),
  arrayMaxSize: ([max]) => ({ maxItems: max as number }),
  arrayUnique: () => ({ uniqueItems: true }),
};

function oneOf(values: readonly unknown[]): JsonSchema {
  const types = new Set(values.map(value => typeof value));
  if (types.size !== 1) throw new Error('the values of @IsIn must be of one type');
  return { type: types.has('string') ? 'string' : types.has('boolean') ? 'boolean' : 'number', enum: values };
}

function portable(pattern: unknown): string {
  if (!(pattern instanceof RegExp)) throw new Error('@Matches needs a RegExp');
  if (pattern.flags !== '' && pattern.flags !== 'u') throw new Error(`a schema has no place for the flags of ${String(pattern)}`);
  new RegExp(pattern.source, 'u');
  return pattern.source;
}

/** Reads the JSON Schema off a class; throws, naming class and field, on a rule that a schema cannot express. */
export function schemaOf(target: Class, options: SchemaOptions, within: readonly Class[] = []): ObjectSchema {
  if (within.includes(target)) throw new Error(`${target.name}: an input that contains itself cannot be described`);
  const facts = fieldFacts(target);
  const defaults = new target() as Record<string, unknown>;
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, rules] of rulesByField(target)) {
    try {
      properties[name] = fieldSchema(rules, facts.get(name) ?? {}, defaults[name], options, [...within, target]);
    } catch (problem) {
      throw new Error(`${target.name}.${name}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
    }
    if (facts.get(name)?.optional !== true && defaults[name] === undefined) required.push(name);
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    ...(options.closed ? { additionalProperties: false } : {}),
  };
}

/**
 * The rules of a class: its own, then those that it inherits and does not replace, the oldest ancestor's first. class-validator's own
 * getTargetValidationMetadatas says the same, but looks at every class that there is: a third of the server's start.
 */
function rulesOf(target: Class): readonly Rule[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as { readonly validationMetadatas: ReadonlyMap<unknown, readonly Rule[]> };
  const own = validationMetadatas.get(target) ?? [];
  const inherited: Rule[] = [];
  for (let ancestor: unknown = Object.getPrototypeOf(target); ancestor !== Function.prototype && ancestor !== null; ancestor = Object.getPrototypeOf(ancestor)) inherited.unshift(...(validationMetadatas.get(ancestor) ?? []));
  return [...own, ...inherited.filter(({ propertyName, type }) => !own.some(each => each.propertyName === propertyName && each.type === type))];
}

function rulesByField(target: Class): Map<string, Rule[]> {
  const byField = new Map<string, Rule[]>();
  for (const rule of rulesOf(target)) {
    const rules = byField.get(rule.propertyName) ?? [];
    rules.unshift(rule); // decorators run bottom up; read them top down
    byField.set(rule.propertyName, rules);
  }
  for (const name of fieldFacts(target).keys()) {
    if (!byField.has(name)) throw new Error(`${target.name}.${name}: has no rule that says its type`);
  }
  return byField;
}

function fieldSchema(rules: readonly Rule[], facts: FieldFacts, value: unknown, options: SchemaOptions, within: readonly Class[]): JsonSchema {
  const schema: JsonSchema = {};
  const items: JsonSchema = {};
  for (const rule of rules) {
    if (rule.type === 'conditionalValidation' && facts.optional === true) continue;
    if (rule.type === 'nestedValidation' && facts.nested !== undefined) {
      Object.assign(rule.each ? items : schema, schemaOf(facts.nested(), options, within));
      continue;
    }
    const read = RULES[rule.name ?? ''];
    if (read === undefined) throw new Error(`no JSON Schema for @${rule.name ?? rule.type}; use @Optional, @Nested or a rule that has one`);
    const { maxItems, maxLength, ...unsized } = read(rule.constraints ?? []);
    const sizes = { ...(maxItems === undefined ? {} : { maxItems }), ...(maxLength === undefined ? {} : { maxLength }) };
    Object.assign(rule.each ? items : schema, unsized, options.closed ? sizes : {});
  }
  if (Object.keys(items).length > 0) {
    if (schema.type !== 'array') throw new Error('a rule with each needs @IsArray beside it');
    schema.items = items;
  }
  if (schema.type === undefined) throw new Error('has no rule that says its type');
  // That nothing is given, or nothing switched on, goes without saying.
  return {
    ...schema,
    ...(facts.description === undefined ? {} : { description: facts.description }),
    ...(value === undefined || value === '' || value === false ? {} : { default: value }),
  };
}
