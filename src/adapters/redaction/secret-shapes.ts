import { REDACTED } from '../../ports';
import { soundsSecret } from './secret-names';

/** Words that name a secret in free text, where bare `key` and the like would be wrong too often. */
const WORD =
  '(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|priv[_-]?key|pre[_-]?shared[_-]?key|shared[_-]?key|auth[_-]?key|psk|bind[_-]?pw|auth[_-]?pass|requirepass|credentials?|community)';

/** Values after such a word that are no secret. */
const HARMLESS = /^(?:|true|false|yes|no|none|null|undefined|on|off|0|1|set|unset|enabled|disabled|required)$/i;

interface Shape {
  /** Cheap test that fails for nearly every harmless text. */
  readonly hint: RegExp;
  readonly pattern: RegExp;
  readonly replace: (whole: string, ...groups: string[]) => string;
}

const whole = (): string => REDACTED;
const tail = (_whole: string, before: string): string => before + REDACTED;

function assigned(text: string, before: string, value: string): string {
  const name = /[\w-]+/.exec(before)?.[0] ?? '';
  return !soundsSecret(name) || HARMLESS.test(value.replace(/^["']|["']$/g, '')) ? text : before + quoteLike(value);
}

function quoteLike(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return quote + REDACTED + quote;
}

/** What gives a secret away by its look alone, wherever it stands. Every pattern is linear in the text. */
const SHAPES: readonly Shape[] = [
  {
    hint: /-----BEGIN/i,
    pattern: /-----BEGIN [^-]{0,80}(?:PRIVATE KEY|STATIC KEY|CLIENT KEY|SERVER KEY|SECRET)[^-]{0,80}-----[\s\S]*?(?:-----END [^-]{1,160}-----|$)/gi,
    replace: whole,
  },
  { hint: /\|\$/, pattern: /[^\s|,;<>"']{1,256}\|\$[\w./$+=,*-]{6,}/g, replace: whole },
  { hint: /\$[\w-]{1,20}\$/, pattern: /\$(?:\d[a-z]?|y|gy|sm3|apr1|P|H|argon2\w{1,2}|scrypt|bcrypt[\w-]*|pbkdf2[\w-]*|sha\d*)\$[\w./$+=,*-]{6,}/gi, replace: whole },
  { hint: /\{\w{3,12}\}/, pattern: /\{(?:S?SHA\d*|S?MD5|CRYPT|PBKDF2[\w-]*|ARGON2\w*|CLEARTEXT|PLAIN)\}[\w./$+=-]{4,}/gi, replace: whole },
  { hint: /\b16:/, pattern: /\b16:[0-9a-f]{58}\b/gi, replace: whole },
  { hint: /eyJ/, pattern: /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g, replace: whole },
  {
    hint: /_|-/,
    pattern: /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|tskey-[\w-]{10,}|AGE-SECRET-KEY-1\w{10,}|sk-[\w-]{20,})/g,
    replace: whole,
  },
  { hint: /digest\s/i, pattern: /(\bauthori[sz]ation["']?\s{0,4}[:=]\s{0,4}["']?digest\s{1,4})[^\n]+/gi, replace: tail },
  {
    hint: /authori[sz]ation/i,
    pattern: /(\b(?:proxy-)?authori[sz]ation["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:basic|bearer|digest|token|negotiate|apikey)\s{1,4})?)[^\s"',;<>][^"'<>\n]*/gi,
    replace: tail,
  },
  { hint: /basic|bearer/i, pattern: /(\b(?:basic|bearer)\s{1,4})(?=[^\s]{0,40}[\d=+/_.])[\w+/.~=-]{8,}/gi, replace: tail },
  { hint: /:\/\//, pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>@:[]{1,256}:(?!\d{1,5}(?:[/?#\s"'<>]|$))[^\s"'<>@]{0,512}@/gi, replace: (_, scheme) => `${scheme}${REDACTED}@` },
  { hint: /:\/\//, pattern: /(\bhttps?:\/\/|\b[a-z][a-z0-9+.-]{0,20}:\/\/(?=[^\s/?#"'<>@]{0,256}:))[^\s/?#"'<>]{1,512}@/gi, replace: (_, scheme) => `${scheme}${REDACTED}@` },
  {
    hint: new RegExp(WORD, 'i'),
    pattern: new RegExp(`(${WORD}[\\w-]{0,20}["']?\\s{0,4}(?::{1,2}|=>?)\\s{0,4})("[^"\\n]*"?|'[^'\\n]*'?|[^\\s,;&"'<>)}]+)`, 'gi'),
    replace: assigned,
  },
  { hint: new RegExp(WORD, 'i'), pattern: new RegExp(`(\\b${WORD}[\\w-]{0,20}\\s{1,4})("[^"\\n]+"?|'[^'\\n]+'?)`, 'gi'), replace: assigned },
  { hint: /(?:^|\s)--?[\w-]*pass|\brequirepass|\bauth[_-]?pass/i, pattern: /((?:--[\w-]{0,30}pass(?:word|wd|phrase)?|\brequirepass|\bauth[_-]?pass)\s{1,4})([^\s"'<>]+)/gi, replace: tail },
  { hint: /\b(?:PSK|EAP|XAUTH)\b/, pattern: /(\b(?:PSK|EAP|XAUTH)\s{1,4})("[^"\n]+"?|0s[\w+/=]+|0x[0-9a-f]+)/g, replace: tail },
];

/** What private keys, static keys and bcrypt hashes contain, as base64 spells it at each of its three alignments. */
const ENCODED = new RegExp(['PRIVATE KEY', 'Static key V1', '$2y$1', '$2b$1'].flatMap(encodings).join('|'));

function encodings(marker: string): string[] {
  return [0, 1, 2].map(shift => {
    const encoded = Buffer.from('\0'.repeat(shift) + marker, 'latin1').toString('base64');
    // the characters at both ends also hold bits of the neighbours
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + marker.length) * 8) / 6)).replace(/[+/]/g, '\\$&');
  });
}

const BASE64_RUN = /[A-Za-z0-9+/_-](?:[A-Za-z0-9+/_-]|\n(?=[A-Za-z0-9+/_-])){19,}={0,2}/g;
const LONG_RUN = /[A-Za-z0-9+/_-]{20}/;

/** Hides base64 whose content is a private key or a password hash: OPNsense stores keys that way. */
function hideEncoded(text: string): string {
  if (!LONG_RUN.test(text)) return text;
  return text.replace(BASE64_RUN, run => (ENCODED.test(run.replaceAll('\n', '')) ? REDACTED : run));
}

/** A text without the secrets that their look gives away: private keys, hashes, credentials in headers, addresses and assignments. */
export function hideShapes(text: string): string {
  if (text.length < 6) return text;
  let result = text;
  for (const shape of SHAPES) if (shape.hint.test(result)) result = result.replace(shape.pattern, shape.replace);
  return hideEncoded(result);
}
