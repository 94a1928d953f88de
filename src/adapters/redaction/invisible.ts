const PLAIN = /^[\n\t -~]*$/;
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text without control characters (line feeds and tabs stay), invisible, bidirectional and broken Unicode. */
export function stripInvisible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, '');
}
