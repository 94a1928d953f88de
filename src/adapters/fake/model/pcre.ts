/** A PHP pattern as JavaScript runs it. */
export interface Pattern {
  readonly regExp: RegExp;
  /** False for a pattern without the flag u, which PHP matches byte by byte. */
  readonly isUnicode: boolean;
}

const compiled = new Map<string, Pattern>();

/** Compiles a PHP pattern with its delimiters and flags, such as `/^[a-z]+$/i`; knows what OPNsense's models use of PCRE. */
export function compilePattern(pattern: string): Pattern {
  let known = compiled.get(pattern);
  if (known === undefined) {
    const opening = pattern.charAt(0);
    const end = pattern.lastIndexOf(CLOSING[opening] ?? opening);
    const [, inline = '', source = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(pattern.slice(1, end)) ?? [];
    const flags = new Set([...pattern.slice(end + 1), ...inline]);
    const isUnicode = flags.has('u') || /\\[pP]/.test(source);
    known = { regExp: new RegExp(translate(source, flags, isUnicode), `u${flags.has('i') ? 'i' : ''}${flags.has('m') ? 'm' : ''}`), isUnicode };
    compiled.set(pattern, known);
  }
  return known;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const AT_END = '(?![^])';
const BEFORE_LAST_LINE_BREAK = `(?=\\n?${AT_END})`;
const VERTICAL = '\\n\\x0b\\f\\r\\x85\\u2028\\u2029';
const HORIZONTAL = '\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const BLANKS = '\\t\\n\\x0b\\f\\r ';
const NO_BLANKS = '\\0-\\x08\\x0e-\\x1f!-\\u{10ffff}';
const UNICODE_BLANKS = `\\p{Z}${VERTICAL}\\t`;
const WORD = '\\p{L}\\p{N}_';

/** One token: an escape, a quantifier, the start of a group, or a character. */
const TOKEN = /\\x\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\[pP](?:\{\^?[A-Za-z]+\}|[A-Za-z])|\\[^]|\{\d+(?:,\d*)?\}|[^]/gu;

function translate(source: string, flags: ReadonlySet<string>, isUnicode: boolean): string {
  let inClass = false;
  let previous = '';
  return [...source.matchAll(TOKEN)].map(([token]) => {
    const isFirst = previous === '[' || previous === '[^';
    const before = previous;
    previous = token === '^' && before === '[' ? '[^' : token;
    if (token.startsWith('\\')) return escape(token, inClass, isUnicode);
    if (inClass) {
      if (token === ']' && !isFirst) inClass = false;
      else if (token === '[' || token === ']') return `\\${token}`;
      return token;
    }
    if (token === '[') inClass = true;
    else if (token === '.') return flags.has('s') ? '[^]' : '[^\\n]';
    else if (token === '$' && !flags.has('m')) return BEFORE_LAST_LINE_BREAK;
    else if (token === ']' || token === '}' || token === '{') return `\\${token}`;
    return token;
  }).join('');
}

function escape(token: string, inClass: boolean, isUnicode: boolean): string {
  const letter = token.charAt(1);
  const set = (inside: string, negated = false): string => (negated ? `[^${inside}]` : inClass ? inside : `[${inside}]`);
  switch (letter) {
    case 'A':
      return '(?<![^])';
    case 'z':
      return AT_END;
    case 'Z':
      return BEFORE_LAST_LINE_BREAK;
    case 'v':
      return set(VERTICAL);
    case 'h':
      return set(HORIZONTAL);
    case 's':
      return set(isUnicode ? UNICODE_BLANKS : BLANKS);
    case 'S':
      return inClass ? (isUnicode ? token : NO_BLANKS) : set(isUnicode ? UNICODE_BLANKS : BLANKS, true);
    case 'd':
      return isUnicode ? '\\p{Nd}' : token;
    case 'w':
      return isUnicode ? set(WORD) : token;
    case 'p':
    case 'P':
      return token.length === 3 ? `\\${letter}{${token.charAt(2)}}` : token;
    case 'x':
      return token.startsWith('\\x{') ? `\\u{${token.slice(3, -1)}}` : token;
    default:
      return /[a-zA-Z0-9]/.test(letter) || '^$\\.*+?()[]{}|/'.includes(letter) || (letter === '-' && inClass) ? token : letter;
  }
}
