import { UnexpectedFault } from '../machine';
import { constraintProblems } from './constraints';
import { fieldType } from './field-types';
import { type Group } from './group';
import { type Models } from './model';
import { type FieldSpec } from './model-spec';
import { isObject, toText } from './php';

/** A refused value: the dotted path of its field from the model's root, and a sentence. */
export interface Problem {
  readonly reference: string;
  readonly message: string;
}

/** A leaf of a model: one text, whatever it means. */
export class Field {
  value: string;
  private before: string | undefined;
  /** The value as the configuration has it, or the default when it has none. */
  private original: string;

  constructor(
    readonly spec: FieldSpec,
    readonly parent: Group,
  ) {
    this.value = spec.default ?? fieldType(spec.type).unset?.(this) ?? '';
    this.original = this.value;
  }

  get reference(): string {
    return this.parent.below(this.spec.name);
  }

  get models(): Models {
    return this.parent.model.models;
  }

  /** False only for a value that was in the configuration and is as it was. */
  get changed(): boolean {
    return this.before !== this.value;
  }

  /** True when writing the field would write what was read. */
  get untouched(): boolean {
    return this.original === this.value;
  }

  /** True when the value is '' or '0'. */
  get empty(): boolean {
    return this.value === '' || this.value === '0';
  }

  get required(): boolean {
    return this.spec.required ?? fieldType(this.spec.type).required ?? false;
  }

  /** The comma separated parts of the value; none when it is empty. */
  get values(): string[] {
    return this.value === '' ? [] : this.value.split(',').filter(part => part !== '');
  }

  /** Takes a value as one that the configuration holds. */
  load(text: string): void {
    this.value = this.normal(text);
    this.before = this.value;
  }

  /** Takes the value that the configuration holds, with what its type makes of it beside the value. */
  read(text: string): void {
    this.load(text);
    this.original = this.value;
    fieldType(this.spec.type).read?.(text, this);
  }

  /** Fills in the value of a computed field, once everything is loaded. */
  loaded(): void {
    const value = fieldType(this.spec.type).computed?.(this);
    if (value !== undefined) this.load(value);
  }

  /** Takes a value a client sent; lists are what each release makes of them. */
  assign(value: unknown): void {
    if (isObject(value) && (this.models.since('26.1') || !this.models.since('25.1'))) throw new UnexpectedFault(`${this.reference} got a list`);
    this.set(toText(value));
  }

  /** Takes a text as the field type normalises it. */
  set(text: string): void {
    this.value = this.normal(text);
    this.parent.model.touch();
  }

  /** Takes the value of a fresh item. */
  start(): void {
    this.value = fieldType(this.spec.type).fresh?.(this) ?? this.value;
  }

  /** The value in words: the labels of what is chosen, or the value itself. */
  describe(): string {
    return fieldType(this.spec.type).describe?.(this) ?? this.value;
  }

  /** What a get answers for this field: a text or a map of choices. */
  answer(): unknown {
    return fieldType(this.spec.type).answer?.(this) ?? this.value;
  }

  problems(): Problem[] {
    const problems = constraintProblems(this);
    const refuse = (message: string): unknown => problems.push({ reference: this.reference, message });
    if (this.required && this.value === '') refuse('This field may not be empty.');
    if (this.value !== '') fieldType(this.spec.type).problems?.(this.value, this).forEach(refuse);
    return problems;
  }

  private normal(text: string): string {
    return fieldType(this.spec.type).normalise?.(text, this) ?? text;
  }
}
