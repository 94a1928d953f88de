import { readFileSync, statSync } from 'node:fs';
import { Credentials } from '../opnsense-api';
import { type Findings } from './findings';
import { type Variable } from './settings';

const LARGEST_KEY_FILE = 16_384;
const HOW = 'OPNsense makes a key under System > Access > Users (the ticket icon of API keys).';

/** The key and secret, from two variables or from the file that OPNsense hands out. */
export function readCredentials(findings: Findings): Credentials | undefined {
  const key = findings.value('OPNSENSE_API_KEY');
  const secret = findings.value('OPNSENSE_API_SECRET');
  const file = findings.value('OPNSENSE_API_KEY_FILE');
  if (file !== undefined) {
    if (key !== undefined || secret !== undefined) {
      return findings.problem('OPNSENSE_API_KEY_FILE', 'is set beside OPNSENSE_API_KEY or OPNSENSE_API_SECRET', 'Give either the file or the pair.');
    }
    return fromFile(findings, file);
  }
  if (key === undefined && secret === undefined) {
    return findings.problem('OPNSENSE_API_KEY', 'is missing, and so is OPNSENSE_API_SECRET', `Set both, or OPNSENSE_API_KEY_FILE to the apikey.txt. ${HOW}`);
  }
  if (key === undefined) findings.problem('OPNSENSE_API_KEY', 'is missing', `It belongs to the OPNSENSE_API_SECRET. ${HOW}`);
  if (secret === undefined) findings.problem('OPNSENSE_API_SECRET', 'is missing', `It belongs to the OPNSENSE_API_KEY. ${HOW}`);
  if (key === undefined || secret === undefined) return undefined;
  // Both are checked, so that both problems are reported.
  const usable = [fits(findings, 'OPNSENSE_API_KEY', key), fits(findings, 'OPNSENSE_API_SECRET', secret)];
  return usable.every(Boolean) ? new Credentials(key, secret) : undefined;
}

function fromFile(findings: Findings, file: string): Credentials | undefined {
  const name = 'OPNSENSE_API_KEY_FILE';
  const text = readSmallFile(findings, name, file, LARGEST_KEY_FILE);
  if (text === undefined) return undefined;
  const entries = keyFileEntries(text);
  const key = entries.get('key');
  const secret = entries.get('secret');
  if (key === undefined || secret === undefined) {
    const missing = [key === undefined ? 'key=' : '', secret === undefined ? 'secret=' : ''].filter((each) => each !== '').join(' and no ');
    return findings.problem(name, `names a file with no ${missing} line`, `Use the apikey.txt as OPNsense hands it out. ${HOW}`);
  }
  warnIfOpen(findings, name, file);
  return fits(findings, name, key) && fits(findings, name, secret) ? new Credentials(key, secret) : undefined;
}

/** What an apikey.txt says: `key` and `secret`, as far as they are there. */
export function keyFileEntries(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, field, value] = /^\s*(key|secret)\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    if (field !== undefined && value !== undefined && value !== '') entries.set(field.toLowerCase(), value);
  }
  return entries;
}

/** True for what can be a key or a secret: the firewall splits "key:secret" at the first colon and, by what was measured, drops what follows another. */
export function isUsable(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+$/.test(text);
}

function fits(findings: Findings, name: Variable, text: string): boolean {
  if (isUsable(text)) return true;
  findings.problem(name, 'holds what no key or secret of OPNsense looks like', `Copy it anew, without quotes, blanks or colons. ${HOW}`);
  return false;
}

/** The text of a small file without its byte order mark; a problem when it cannot be read. */
export function readSmallFile(findings: Findings, name: Variable, file: string, largest: number): string | undefined {
  try {
    if (!statSync(file).isFile()) return findings.problem(name, 'does not name a file', 'Give the full path of the file.');
    if (statSync(file).size > largest) return findings.problem(name, `names a file of more than ${largest} bytes`, 'Give the path of the right file.');
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return findings.problem(name, 'names a file that does not exist', 'Give the full path of the file.');
    return findings.problem(name, `names a file that cannot be read (${code ?? 'unknown reason'})`, 'Let the user that runs this server read it.');
  }
}

function warnIfOpen(findings: Findings, name: Variable, file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  findings.warn(`${name} names a file that other users of this machine can read; chmod 600 it.`);
}
