const PLAIN = /^[\n\t -~]*$/;

// Control characters, and what is blank to the eye though letters or marks to Unicode: fillers, joiners, the empty Braille cell.
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A text without control characters (line feeds and tabs stay), invisible, bidirectional and broken Unicode. */
export function stripInvisible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, '');
}

/** A caller's text as it may stand in a message: in quotation marks, escaped, at most 80 characters of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
