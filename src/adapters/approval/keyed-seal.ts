import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ApprovalSeal, type Clock } from '../../ports';

const GOOD_FOR_MS = 10 * 60_000;

/** Seals with a secret that clients never see, so that every process with that secret knows the token, and nobody can make one up. */
export class KeyedSeal implements ApprovalSeal {
  readonly #key: Buffer;

  constructor(
    secret: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.#key = createHmac('sha256', secret).update('approval of changes').digest();
  }

  seal(text: string): string {
    return this.#tokenOf(text, this.clock.now() + GOOD_FOR_MS);
  }

  fits(token: string, text: string): boolean {
    const until = Number.parseInt(token.split('-', 1)[0] ?? '', 36) * 1000;
    if (!(until > this.clock.now())) return false;
    const given = Buffer.from(token);
    const right = Buffer.from(this.#tokenOf(text, until));
    return given.length === right.length && timingSafeEqual(given, right);
  }

  #tokenOf(text: string, until: number): string {
    const seconds = Math.floor(until / 1000).toString(36);
    return `${seconds}-${createHmac('sha256', this.#key).update(`${seconds} ${text}`).digest('hex').slice(0, 24)}`;
  }
}
