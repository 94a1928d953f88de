import { inspect } from 'node:util';

/** The API key and secret; printing, inspecting or serialising it shows neither. */
export class Credentials {
  readonly #key: string;
  readonly #secret: string;

  constructor(key: string, secret: string) {
    this.#key = key;
    this.#secret = secret;
  }

  get key(): string {
    return this.#key;
  }

  get secret(): string {
    return this.#secret;
  }

  /** The value of the Authorization header. */
  authorization(): string {
    return `Basic ${Buffer.from(`${this.#key}:${this.#secret}`, 'utf8').toString('base64')}`;
  }

  toString(): string {
    return '[credentials]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
