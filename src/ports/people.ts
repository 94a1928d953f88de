import { type InjectionToken } from './token';

interface Labelled {
  readonly title?: string;
  readonly description?: string;
}

/** A text that a person types. */
export interface TextField extends Labelled {
  readonly type: 'string';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: 'email' | 'uri' | 'date' | 'date-time';
  readonly default?: string;
}

/** A number. */
export interface NumberField extends Labelled {
  readonly type: 'integer' | 'number';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

/** Yes or no. */
export interface SwitchField extends Labelled {
  readonly type: 'boolean';
  readonly default?: boolean;
}

/** A value, and what people read instead of it. */
export interface Titled {
  readonly const: string;
  readonly title: string;
}

/** One of several values; `enumNames` is what hosts before MCP 2025-11-25 show instead of `oneOf`. */
export type ChoiceField = Labelled & { readonly type: 'string'; readonly default?: string } & ({ readonly enum: readonly string[]; readonly enumNames?: readonly string[] } | { readonly oneOf: readonly Titled[] });

/** Any number of several values. */
export interface ChoicesField extends Labelled {
  readonly type: 'array';
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items: { readonly type: 'string'; readonly enum: readonly string[] } | { readonly anyOf: readonly Titled[] };
  readonly default?: readonly string[];
}

/** A field of a form, as JSON Schema; hosts show no others. */
export type FormField = TextField | NumberField | SwitchField | ChoiceField | ChoicesField;

/** What a person is asked; without fields, for a yes or a no. */
export interface Question {
  readonly message: string;
  readonly fields: Readonly<Record<string, FormField>>;
  /** Those that have to be filled in. */
  readonly required?: readonly string[];
}

/** What a person filled in, as the fields allow. */
export type Values = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What came of a question; no answer is as good as `cancel`. */
export type Reply = { readonly action: 'accept'; readonly values: Values } | { readonly action: 'decline' | 'cancel' };

/** The person before the host. */
export interface People {
  /** Asks in the name of the tool or its plugin, for ten minutes at most; resolves to undefined where the host cannot ask. Rejects for a form that asks for secrets. */
  ask(question: Question): Promise<Reply | undefined>;
}
/** Injects the person before the host. What they say is no approval of a change: only the server asks for that. */
export const People: InjectionToken<People> = Symbol.for('opnsense-mcp/People');
