import { REDACTED } from '../../ports';

/** Our own credentials in the spellings they are usually met in; removes them from texts, also where a text was cut in their midst. */
export class OwnSecrets {
  #spellings: readonly string[] = [];

  /** Texts shorter than 4 characters are ignored: they stand in every text. */
  constructor(secrets: readonly string[]) {
    this.add(secrets);
  }

  /** Takes further ones in. */
  add(secrets: readonly string[]): void {
    const spellings = secrets.filter(secret => secret.length >= 4).flatMap(spellingsOf);
    // longest first, so that a pair is not left half
    this.#spellings = [...new Set([...this.#spellings, ...spellings])].sort((a, b) => b.length - a.length);
  }

  remove(text: string): string {
    let result = text;
    for (const spelling of this.#spellings) if (result.includes(spelling)) result = result.replaceAll(spelling, REDACTED);
    for (const spelling of this.#spellings) {
      if (spelling.length > HEAD && result.includes(spelling.slice(0, HEAD))) result = withoutBeginnings(result, spelling);
    }
    return result;
  }

  toJSON(): string {
    return REDACTED;
  }
}

/** So many characters of a secret's beginning give it away; a cut text may hold no more of it. */
const HEAD = 12;

function withoutBeginnings(text: string, spelling: string): string {
  let result = text;
  for (let at = result.indexOf(spelling.slice(0, HEAD)); at >= 0; at = result.indexOf(spelling.slice(0, HEAD), at + REDACTED.length)) {
    let end = HEAD;
    while (end < spelling.length && result[at + end] === spelling[end]) end += 1;
    result = result.slice(0, at) + REDACTED + result.slice(at + end);
  }
  return result;
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
