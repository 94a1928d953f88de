import { REDACTED } from '../../ports';
import { ASSIGNMENTS } from './secret-assignments';
import { type Shape } from './shape';

const whole = (): string => REDACTED;
const tail = (_whole: string, before: string): string => before + REDACTED;

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
    pattern: /\b(?:gh[oprsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|xapp-[\w-]{10,}|sk_(?:live|test)_\w{16,}|hf_\w{20,}|npm_\w{20,}|glsa_\w{20,}|dop_v1_\w{20,}|tskey-[\w-]{10,}|AGE-SECRET-KEY-1\w{10,}|sk-[\w-]{20,})/g,
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
  { hint: /hooks?\b|webhookb2/i, pattern: /(\bhttps?:\/\/(?:hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)|(?:\w{1,20}\.)?discord(?:app)?\.com\/api(?:\/v\d{1,2})?\/webhooks|[^\s/?#"'<>]{1,200}\/(?:[\w.-]{1,40}\/){0,4}(?:web)?hooks?(?:b2)?)\/)[^\s"'<>]+/gi, replace: tail },
  { hint: /\/bot\d/i, pattern: /(\/bot)\d{5,12}:[\w-]{10,}/gi, replace: tail },
  { hint: /\d{8}:/, pattern: /\b\d{8,10}:[\w-]{35}\b/g, replace: whole },
  { hint: /[?&](?:sig|signature|auth|code|k)=/i, pattern: /([?&](?:sig|signature|auth|code|k)=)[^\s&"'<>#]{8,}/gi, replace: tail },
  { hint: /\b(?:A[KS]IA|AIza|SG\.|key-)/, pattern: /\b(?:A[KS]IA[0-9A-Z]{16}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|key-[0-9a-f]{32})\b/g, replace: whole },
  ...ASSIGNMENTS,
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
