import { stripInvisible } from '../../core';

// Of a text of the firewall that goes into an error, in characters.
const LONGEST_QUOTE = 300;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A text of the firewall made fit for an error: entities decoded, one line, nothing invisible, at most `longest` characters. */
export function legible(text: string, longest: number = LONGEST_QUOTE): string {
  const plain = stripInvisible(decodeEntities(text.slice(0, longest * 8)).replace(/[\p{Cc}\p{Z}]+/gu, ' ')).trim();
  const characters = Array.from(plain);
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
