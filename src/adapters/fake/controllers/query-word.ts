/** A text with only what OPNsense's `query` filter leaves of it. */
export function queryWord(text: string): string {
  return text.replace(/[^0-9A-Za-z ,*\-_.#]/g, '');
}
