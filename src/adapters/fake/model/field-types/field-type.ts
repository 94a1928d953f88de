import { type Field } from '../model';

/** How a kind of field behaves. `problems` is asked only about a value that is not empty. */
export interface FieldType {
  /** True when the type never takes an empty value, whatever the model says. */
  readonly required?: boolean;
  /** True when the value follows from more than the text and what the model says of the field. */
  readonly dependent?: boolean;
  /** The value when the model names no default; '' when not given. */
  unset?(field: Field): string;
  /** The value in a fresh item, when it is not the default. */
  fresh?(field: Field): string;
  normalise?(text: string, field: Field): string;
  /** The value of a field that is computed once everything is loaded, that of a volatile one when it is asked for; undefined leaves it as it is. */
  computed?(field: Field): string | undefined;
  /** What reading the field from the configuration does beside setting its value. */
  read?(text: string, field: Field): void;
  /** Writes what a volatile field keeps elsewhere in the configuration. */
  keep?(field: Field): void;
  describe?(field: Field): string;
  answer?(field: Field): unknown;
  problems?(value: string, field: Field): string[];
}

/** The choices of a list field in order: label, or label with its group. */
export type Choices = ReadonlyMap<string, Choice>;
/** One of the choices. */
export type Choice = string | { readonly value: string; readonly optgroup: string };
