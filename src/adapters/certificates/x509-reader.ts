import { type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateFacts, type CertificateReader } from '../../ports';

/** Reads certificates with the OpenSSL that Node brings along. */
export const x509Reader: CertificateReader = {
  read: pem => {
    try {
      return factsOf(new X509Certificate(pem));
    } catch {
      return undefined;
    }
  },
};

const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';

/** Object identifiers of signatures, as they are encoded, with the digest of each. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2a864886f70d010102': 'md2', '2a864886f70d010104': 'md5', '2a864886f70d010105': 'sha1', '2a864886f70d01010e': 'sha224', '2a864886f70d01010b': 'sha256', '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512', '2a8648ce3d0401': 'sha1', '2a8648ce3d040301': 'sha224', '2a8648ce3d040302': 'sha256', '2a8648ce3d040303': 'sha384', '2a8648ce3d040304': 'sha512',
  '2a8648ce380403': 'sha1', '2b0e03021d': 'sha1',
};

function factsOf(certificate: X509Certificate): CertificateFacts {
  const { subject, issuer, validFrom, validTo, ca, publicKey, raw } = certificate;
  // Node calls them keyUsage, but they are the extended ones, by their identifiers.
  const usage = certificate.keyUsage as readonly string[] | undefined;
  return {
    subject: inOneLine(subject), issuer: inOneLine(issuer), selfSigned: subject === issuer, from: Date.parse(validFrom), to: Date.parse(validTo), isAuthority: ca,
    keyType: publicKey.asymmetricKeyType ?? 'unknown', keyBits: bitsOf(publicKey), digest: DIGESTS[signatureOf(raw)],
    purposes: usage === undefined ? undefined : [...(usage.includes(SERVER) ? ['server' as const] : []), ...(usage.includes(CLIENT) ? ['client' as const] : [])],
  };
}

const inOneLine = (name: string): string => name.split('\n').join(', ');

function bitsOf(key: KeyObject): number | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return modulusLength ?? (namedCurve === undefined ? undefined : Number(/(\d{3})/.exec(namedCurve)?.[1] ?? NaN) || undefined);
}

/** The identifier of the signature, in hexadecimal: behind the content of the outermost sequence follows one that begins with it. */
function signatureOf(der: Buffer): string {
  const content = elementAt(der, elementAt(der, 0).start);
  const algorithm = elementAt(der, elementAt(der, content.end).start);
  return der.subarray(algorithm.start, algorithm.end).toString('hex');
}

/** Where the content of the element at that offset begins and ends. */
function elementAt(der: Buffer, offset: number): { readonly start: number; readonly end: number } {
  const first = der.readUInt8(offset + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + lengthBytes;
  return { start, end: start + (lengthBytes === 0 ? first : der.readUIntBE(offset + 2, lengthBytes)) };
}
