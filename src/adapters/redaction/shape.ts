/** How a kind of secret looks in a text, and what to put in its place. */
export interface Shape {
  /** Cheap test that fails for nearly every harmless text. */
  readonly hint: RegExp;
  /** Linear in the text. */
  readonly pattern: RegExp;
  readonly replace: (whole: string, ...groups: string[]) => string;
}
