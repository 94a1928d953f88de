import { compilePattern } from './pcre';

/** True for what PHP's empty() calls empty: '', '0', 0, false, null, undefined and []. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === '0' || value === 0 || value === false || (isObject(value) && Object.keys(value).length === 0);
}

/** True for JSON objects and lists: what PHP calls an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A JSON value as PHP casts it to a string: true is '1', false and null are '', lists and objects are 'Array'. */
export function toText(value: unknown): string {
  if (value === true) return '1';
  if (value === false || value === null || value === undefined) return '';
  return isObject(value) ? 'Array' : String(value);
}

/** The number that PHP's int filter makes of a request parameter; 0 when there are no digits. */
export function toInteger(value: unknown): number {
  const number = Number.parseInt(toText(value).replace(/[^0-9+-]/g, ''), 10);
  return Number.isNaN(number) ? 0 : number;
}

/** The number that a text begins with, as PHP casts it; 0 when it begins with none. */
export function leadingNumber(text: string): number {
  return Number(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(text)?.[0] ?? 0);
}

/** Entries as PHP writes them as JSON: `[]` when there are none, a list when the keys are 0, 1, 2 … in order, else an object. */
export function toJson(entries: Iterable<readonly [string, unknown]>): unknown {
  const list = [...entries];
  return list.every(([key], index) => key === String(index)) ? list.map(([, value]) => value) : Object.fromEntries(list);
}

/** A PHP pattern with its delimiters and flags, such as `/^[a-z]+$/i`, as a regular expression. */
export function toRegExp(pattern: string): RegExp {
  return compilePattern(pattern).regExp;
}

/** True when the first match of the PHP pattern is the whole text. */
export function matchesWhole(pattern: string, text: string): boolean {
  const { regExp, isUnicode } = compilePattern(pattern);
  const subject = isUnicode ? text : Buffer.from(text).toString('latin1');
  return regExp.exec(subject)?.[0] === subject;
}

/** True for what PHP's is_numeric() calls numeric. */
export function isNumeric(text: string): boolean {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text);
}

/** True for what PHP's integer filter accepts: no leading zeros, no fraction, 64 bits. */
export function isInteger(text: string, min = -(2n ** 63n), max = 2n ** 63n - 1n): boolean {
  const trimmed = text.trim();
  if (!/^[+-]?(0|[1-9]\d*)$/.test(trimmed)) return false;
  const value = BigInt(trimmed.replace(/^\+/, ''));
  return value >= min && value <= max;
}

/** Compares as PHP's natural sort does: digit runs by value, blanks skipped, letters as capitals unless case matters. */
export function compareNatural(left: string, right: string, caseMatters = false): number {
  if (left === '' || right === '') return Math.sign(left.length - right.length);
  let l = leadingZeros(left);
  let r = leadingZeros(right);
  while (l < left.length && r < right.length) {
    while (isBlank(left.charCodeAt(l))) l++;
    while (isBlank(right.charCodeAt(r))) r++;
    const leftEnd = endOfDigits(left, l);
    const rightEnd = endOfDigits(right, r);
    if (leftEnd > l && rightEnd > r) {
      const order = compareDigits(left.slice(l, leftEnd), right.slice(r, rightEnd));
      if (order !== 0) return order;
      l = leftEnd;
      r = rightEnd;
      continue;
    }
    const order = left.charCodeAt(l) === right.charCodeAt(r) ? 0 : compareText(fold(left, l, caseMatters), fold(right, r, caseMatters));
    if (order !== 0) return order;
    l++;
    r++;
  }
  return Math.sign(left.length - l - (right.length - r));
}

function compareDigits(left: string, right: string): number {
  return left.startsWith('0') || right.startsWith('0') ? compareText(left, right) : compareText(left.length, right.length) || compareText(left, right);
}

function fold(text: string, index: number, caseMatters: boolean): string {
  const character = text.charAt(index);
  return caseMatters ? character : character.toUpperCase();
}

function compareText<T extends string | number>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function leadingZeros(text: string): number {
  return /^0*(?=\d)/.exec(text)?.[0].length ?? 0;
}

/** Where the digits that begin at `from` end. */
function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code > 127 && /\s/.test(String.fromCharCode(code)));
}

/** A text as PHP escapes it for HTML, quotes of both kinds included. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#039;');
}
