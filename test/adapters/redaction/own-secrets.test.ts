import { OwnSecrets } from '../../../src/adapters/redaction/own-secrets';
import { REDACTED } from '../../../src/ports';

const KEY = 'canary-key-5f1c0a77b3';
const SECRET = 'canary-secret-9e2d41c8d0';
const own = new OwnSecrets([KEY, SECRET, `${KEY}:${SECRET}`]);

describe('OwnSecrets', () => {
  it('removes what is left of a secret where a text was cut in its midst', () => {
    for (let length = 12; length < SECRET.length; length += 1) {
      expect(own.remove(`said ${SECRET.slice(0, length)}… and more`)).toBe(`said ${REDACTED}… and more`);
      expect(own.remove(SECRET.slice(0, length))).toBe(REDACTED);
    }
  });

  it('removes the token of the Authorization header, whole and cut', () => {
    const token = Buffer.from(`${KEY}:${SECRET}`).toString('base64');
    expect(own.remove(`got ${token}!`)).toBe(`got ${REDACTED}!`);
    expect(own.remove(`got ${token.slice(0, 30)}…`)).toMatch(/^got \[REDACTED\].{0,3}…$/);
  });

  it('leaves other texts alone', () => {
    for (const text of ['canary', 'canary-ke', 'a firewall', '']) expect(own.remove(text)).toBe(text);
  });
});
