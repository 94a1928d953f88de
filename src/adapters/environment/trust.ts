import { X509Certificate } from 'node:crypto';
import { type TlsTrust } from '../opnsense-http';
import { type Findings } from './findings';
import { readSmallFile } from './key-pair';

const LARGEST_CA_FILE = 4 * 1048576;

/** How the firewall's certificate is to be trusted; a pinned fingerprint decides alone. */
export function readTrust(findings: Findings): TlsTrust {
  const verify = findings.flag('OPNSENSE_VERIFY_SSL', true);
  const fingerprint = readFingerprint(findings);
  const ca = readCa(findings);
  if (fingerprint !== undefined) {
    if (ca !== undefined) findings.warn('OPNSENSE_CA_FILE is not used: OPNSENSE_TLS_FINGERPRINT decides alone.');
    return { kind: 'pin', fingerprint };
  }
  if (!verify) {
    if (ca !== undefined) findings.warn('OPNSENSE_CA_FILE is not used: OPNSENSE_VERIFY_SSL=false trusts any certificate.');
    else findings.warn('OPNSENSE_VERIFY_SSL=false trusts any certificate: whoever stands between can read the key. Pin the certificate with OPNSENSE_TLS_FINGERPRINT instead.');
    return { kind: 'off' };
  }
  return ca === undefined ? { kind: 'system' } : { kind: 'ca', pem: ca };
}

function readFingerprint(findings: Findings): string | undefined {
  const name = 'OPNSENSE_TLS_FINGERPRINT';
  const text = findings.value(name);
  if (text === undefined) return undefined;
  // openssl prints "sha256 Fingerprint=AA:BB…", browsers "AA BB…".
  const hex = text.replace(/^sha-?256(?:\s+fingerprint)?\s*[:=]\s*/i, '').replace(/[:\s]/g, '').toUpperCase();
  if (/^[0-9A-F]{64}$/.test(hex)) return hex.replace(/(..)(?=.)/g, '$1:');
  const sha1 = /^[0-9A-F]{40}$/.test(hex);
  return findings.problem(
    name,
    sha1 ? 'is a SHA-1 fingerprint' : 'is not a SHA-256 fingerprint',
    'Give the SHA-256 one, 64 hexadecimal digits with or without colons: openssl x509 -in /var/etc/cert.pem -noout -fingerprint -sha256 on the firewall.',
  );
}

function readCa(findings: Findings): string | undefined {
  const name = 'OPNSENSE_CA_FILE';
  const file = findings.value(name);
  if (file === undefined) return undefined;
  const text = readSmallFile(findings, name, file, LARGEST_CA_FILE);
  if (text === undefined) return undefined;
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    return findings.problem(name, 'names a file without a PEM certificate', 'Export the CA under System > Trust > Authorities as PEM.');
  }
  // Only the certificates: a private key that lies beside them is none of ours.
  return certificates.join('\n');
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}
