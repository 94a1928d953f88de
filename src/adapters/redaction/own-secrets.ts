import { REDACTED } from '../../ports';

/** Our own credentials in every spelling they could be met in; removes them from texts. */
export class OwnSecrets {
  readonly #spellings: readonly string[];

  /** Texts shorter than 4 characters are ignored: they stand in every text. */
  constructor(secrets: readonly string[]) {
    const spellings = secrets.filter(secret => secret.length >= 4).flatMap(spellingsOf);
    // longest first, so that a pair is not left half
    this.#spellings = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  }

  remove(text: string): string {
    let result = text;
    for (const spelling of this.#spellings) if (result.includes(spelling)) result = result.replaceAll(spelling, REDACTED);
    return result;
  }

  toJSON(): string {
    return REDACTED;
  }
}

function spellingsOf(secret: string): string[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  return [
    secret,
    base64,
    base64.replace(/=+$/, ''),
    Buffer.from(secret, 'utf8').toString('base64url'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'),
  ].filter(spelling => spelling.length >= 4);
}
