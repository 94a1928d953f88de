import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { issueCertificate } from './certificates';

/** A key pair with a certificate that it signed itself. */
export interface SelfSigned {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
  /** SHA-256 as `AA:BB:…`. */
  readonly fingerprint: string;
}

const DAY_MS = 86_400_000;

/** Makes a certificate for localhost, 127.0.0.1 and ::1, valid from a day before `now` (milliseconds since 1970) for 397 days. */
export function selfSigned(now: number): SelfSigned {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = issueCertificate({
    subject: { O: 'OPNsense (in memory)', CN: 'localhost' }, key: privateKey, serial: randomBytes(15), from: now - DAY_MS, to: now + 396 * DAY_MS,
    usage: 'server', alternativeNames: ['DNS:localhost', 'IP:127.0.0.1', 'IP:::1'],
  });
  return { certificate, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), fingerprint: new X509Certificate(certificate).fingerprint256 };
}
