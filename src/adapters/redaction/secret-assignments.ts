import { REDACTED } from '../../ports';
import { type Shape } from './shape';
import { soundsSecret } from './secret-names';

/** Words that name a secret in free text even with a colon behind, where bare `key` and `pass` would be wrong too often. */
const WORD =
  '(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|priv[_-]?key|pre[_-]?shared[_-]?key|shared[_-]?key|auth[_-]?key|psk|bind[_-]?pw|auth[_-]?pass|requirepass|credentials?|community|pwd|otp[_-]?seed)';

/** Values after such a word that are no secret. */
const HARMLESS = /^(?:|true|false|yes|no|none|null|undefined|nil|on|off|0|1|set|unset|enabled|disabled|required|pass|block|reject)$/i;

/** After a name that often stands for something else, a plain name or a small number is no secret. */
const WEAK_NAME = /^keys?$/i;
const WEAK_VALUE = /^(?:[A-Za-z]{1,20}(?:[._-][A-Za-z]{1,20}){0,3}|\d{1,5})$/;

const VALUE = '("[^"\\n]*"?|\'[^\'\\n]*\'?|[^\\s,;&"\'<>)}]+)';
const QUOTED = '("[^"\\n]+"?|\'[^\'\\n]+\'?)';
const NAME = '[A-Za-z_%@][\\w.-]{0,60}';

function assigned(text: string, before: string, value: string): string {
  const name = /[\w.%@-]+/.exec(before)?.[0] ?? '';
  const last = name.slice(name.lastIndexOf('.') + 1);
  const plain = value.replace(/^["']|["']$/g, '');
  const harmless = !soundsSecret(last) || HARMLESS.test(plain) || (WEAK_NAME.test(last) && WEAK_VALUE.test(plain));
  return harmless ? text : before + quoteLike(value);
}

function quoteLike(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return quote + REDACTED + quote;
}

function element(text: string, tag: string, name: string, value: string): string {
  return assigned(text, name, value.trim()) === text ? text : tag + REDACTED;
}

/** Secrets that a name gives away: `name=value`, `"name": "value"`, `<name>value</name>`, and the like of command lines and configuration files. */
export const ASSIGNMENTS: readonly Shape[] = [
  { hint: /=/, pattern: new RegExp(`(\\b${NAME}["']?(?:=>?|\\s{1,4}=>?\\s{0,4}|=\\s{1,4}))${VALUE}`, 'g'), replace: assigned },
  { hint: /["']\s{0,4}:/, pattern: new RegExp(`(["']${NAME}["']\\s{0,4}:\\s{0,4})${VALUE}`, 'g'), replace: assigned },
  { hint: /<\//, pattern: new RegExp(`(<(${NAME})(?:\\s[^<>]{0,200})?>)([^<>]{1,4096})(?=</)`, 'g'), replace: element },
  { hint: new RegExp(WORD, 'i'), pattern: new RegExp(`(${WORD}[\\w-]{0,20}["']?\\s{0,4}(?::{1,2}|=>?)\\s{0,4})${VALUE}`, 'gi'), replace: assigned },
  { hint: new RegExp(WORD, 'i'), pattern: new RegExp(`(\\b${WORD}[\\w-]{0,20}\\s{1,4})${QUOTED}`, 'gi'), replace: assigned },
  { hint: /community|com2sec/i, pattern: /(\b(?:(?:ro|rw|trap|auth)community6?|com2sec6?\s{1,4}\S{1,64}\s{1,4}\S{1,64})\s{1,4})([^\s"'<>]+)/gi, replace: follows },
  { hint: /createUser/i, pattern: /(\bcreateUser\s{1,4}\S{1,64}\s{1,4}(?:MD5|SHA\S{0,8})\s{1,4})([^\s"'<>]+(?:\s{1,4}(?:DES|AES\S{0,8})\s{1,4}[^\s"'<>]+)?)/gi, replace: follows },
  { hint: /neighbor|enable/i, pattern: /(\b(?:neighbor\s{1,4}\S{1,64}|enable)\s{1,4}(?:password|secret)\s{1,4}(?:\d\s{1,4})?)([^\s"'<>]+)/gi, replace: follows },
  { hint: /(?:^|\s)--?[\w-]*pass|\brequirepass|\bauth[_-]?pass/i, pattern: /((?:--[\w-]{0,30}pass(?:word|wd|phrase)?|\brequirepass|\bauth[_-]?pass)\s{1,4})([^\s"'<>]+)/gi, replace: follows },
  { hint: /\b(?:PSK|EAP|XAUTH)\b/, pattern: /(\b(?:PSK|EAP|XAUTH)\s{1,4})("[^"\n]+"?|0s[\w+/=]+|0x[0-9a-f]+)/g, replace: follows },
];

function follows(_whole: string, before: string): string {
  return before + REDACTED;
}
