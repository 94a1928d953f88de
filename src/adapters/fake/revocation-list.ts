import { type KeyObject, sign } from 'node:crypto';
import { pem } from './certificate-requests';
import { encodeName, signatureOf, type Subject } from './certificates';
import { bits, extension, integer, sequence, tagged, time } from './der';

const OID = { number: '551d14', reason: '551d15' };

/** What is written into a revocation list. */
export interface RevocationList {
  readonly issuer: { readonly subject: Subject; readonly key: KeyObject };
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Serial numbers in hexadecimal, and why each was revoked, as X.509 numbers reasons. */
  readonly revoked: readonly { readonly serial: string; readonly reason: number; readonly time: number }[];
}

/** Makes a revocation list (version 2), signed by its issuer. PEM. */
export function issueRevocationList({ issuer, number, from, to, revoked }: RevocationList): string {
  const { digest, algorithm } = signatureOf(issuer.key);
  const entries = revoked.map(({ serial, reason, time: when }) =>
    sequence(integer(Buffer.from(serial.padStart(serial.length + (serial.length % 2), '0'), 'hex')), time(when), sequence(extension(OID.reason, tagged(0x0a, Buffer.from([reason]))))),
  );
  const content = sequence(
    integer(Buffer.from([1])),
    algorithm,
    encodeName(issuer.subject),
    time(from),
    time(to),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    tagged(0xa0, sequence(extension(OID.number, integer(Buffer.from(number.toString(16).padStart(8, '0'), 'hex'))))),
  );
  return pem('X509 CRL', sequence(content, algorithm, bits(sign(digest, content, issuer.key))));
}

/** True for a PEM text that begins as a revocation list does. */
export function isRevocationList(text: string): boolean {
  return /-----BEGIN X509 CRL-----\s+[A-Za-z0-9+/=\s]+-----END X509 CRL-----/.test(text);
}
