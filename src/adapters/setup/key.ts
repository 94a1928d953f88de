import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { OpnError } from '../../ports';
import { isUsable, keyFileEntries, readCredentials, SecretCommand } from '../environment';
import { Credentials } from '../opnsense-api';
import { checked } from './as-options';
import { type Questions } from './questions';
import { type SetupWishes } from './wishes';

/** Key and secret, and where they come from. */
export interface ChosenKey {
  readonly credentials: Credentials;
  /** The apikey.txt, by its full path. */
  readonly file?: string;
  readonly command?: { readonly words: readonly string[]; readonly key?: string };
  /** What the profile says already, which stays. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

/** What the choice of a key looks at. */
export interface KeySubject {
  readonly questions: Questions;
  readonly folder: string;
  readonly stdin: () => Promise<string>;
  /** What the profile has. */
  readonly stored?: ChosenKey;
}

/** Key and secret: as told, as stored, or as a person gives them. Rejects with OPN_CONFIG; shows neither. */
export async function chooseKey({ keyFile, secretCommand, key }: Pick<SetupWishes, 'keyFile' | 'secretCommand' | 'key'>, { questions, folder, stdin, stored }: KeySubject): Promise<ChosenKey> {
  if (secretCommand !== undefined) {
    return { credentials: await new SecretCommand(secretCommand, key, '--secret-command').run(), command: { words: secretCommand, ...(key === undefined ? {} : { key }) } };
  }
  if (keyFile === '-') return { credentials: inText(await stdin()) };
  if (keyFile !== undefined) return inFile(fullPath(keyFile, folder));
  if (stored !== undefined && (await questions.confirm('Keep the stored key and secret?', true))) return stored;
  const given = await questions.line('Path of the apikey.txt that OPNsense handed out (empty to paste key and secret)', { option: '--key-file', ...(questions.interactive ? { otherwise: '' } : {}) });
  if (given !== '') return inFile(fullPath(given, folder));
  const typed = await questions.secret('The key', { option: '--key-file' });
  const secret = await questions.secret('The secret', { option: '--key-file' });
  // Lines of the apikey.txt will do too, in either order.
  const entries = keyFileEntries(`${typed}\n${secret}`);
  return { credentials: pairOf(entries.get('key') ?? typed, entries.get('secret') ?? secret) };
}

function fullPath(file: string, folder: string): string {
  if (file.startsWith('~/')) return join(homedir(), file.slice(2));
  return isAbsolute(file) ? file : join(folder, file);
}

const inFile = (path: string): ChosenKey => ({ credentials: checked({ OPNSENSE_API_KEY_FILE: path }, readCredentials), file: path });

function inText(text: string): Credentials {
  const entries = keyFileEntries(text);
  return pairOf(entries.get('key') ?? '', entries.get('secret') ?? '');
}

function pairOf(key: string, secret: string): Credentials {
  if (isUsable(key) && isUsable(secret)) return new Credentials(key, secret);
  throw new OpnError('OPN_CONFIG', 'That is no key and secret of OPNsense.', 'Copy both from the apikey.txt, without quotes, blanks or colons. OPNsense makes one under System > Access > Users (the ticket icon of API keys).');
}
