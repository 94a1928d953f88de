import { createPublicKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { attribute, bits, extension, integer, oid, readDer, sequence, tagged, time } from './der';

/** Parts of a distinguished name in their order, by the names that OpenSSL gives them. */
export type Subject = Readonly<Partial<Record<'C' | 'ST' | 'L' | 'O' | 'OU' | 'emailAddress' | 'CN', string>>>;

/** What is written into a certificate. */
export interface CertificateRequest {
  readonly subject: Subject;
  /** Public or private key of the subject. */
  readonly key: KeyObject;
  /** Big-endian. */
  readonly serial: Buffer;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** An authority, a server, a client, or both of these. */
  readonly usage: Usage;
  /** Alternative names as OpenSSL writes them (`DNS:…`, `IP:…`, `email:…`, `URI:…`). */
  readonly alternativeNames?: readonly string[];
  /** Who signs; the subject itself when not given. */
  readonly issuer?: { readonly subject: Subject; readonly key: KeyObject };
  /** What is signed is digested by; SHA-256 unless said otherwise. */
  readonly digest?: Digest;
}

/** Digests that certificates are signed with, by the names that OpenSSL gives them. */
export type Digest = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** What a certificate is for. */
export type Usage = 'ca' | 'server' | 'client' | 'both';

/** What OPNsense shows of a certificate. */
export interface CertificateFacts {
  readonly subject: Subject;
  readonly issuer: Subject;
  /** As `/C=NL/…/CN=name`. */
  readonly name: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly isCa: boolean;
  /** In hexadecimal. */
  readonly serial: string;
  /** Bits of an RSA key, or the name of a curve; undefined for others. */
  readonly keyType?: string;
  /** Undefined where nothing was digested before it was signed. */
  readonly digest?: Digest;
  readonly usage: readonly ('server' | 'client')[];
  readonly alternativeNames: readonly string[];
}

/** Types of the parts of a distinguished name, as they are encoded, in hexadecimal. */
export const ATTRIBUTES: Readonly<Record<keyof Subject, string>> = { C: '550406', ST: '550408', L: '550407', O: '55040a', OU: '55040b', emailAddress: '2a864886f70d010901', CN: '550403' };
const OID = { ed25519: '2b6570', constraints: '551d13', keyUsage: '551d0f', alternativeNames: '551d11', extendedUsage: '551d25', server: '2b06010505070301', client: '2b06010505070302' };
/** Digital signature and key encipherment. */
const SIGN_AND_ENCIPHER = Buffer.from('030205a0', 'hex');
const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';

/** Signature algorithms by kind of key and digest. */
const SIGNATURES: Readonly<Record<'rsa' | 'ec', Readonly<Record<Digest, string>>>> = {
  rsa: { sha1: '2a864886f70d010105', sha224: '2a864886f70d01010e', sha256: '2a864886f70d01010b', sha384: '2a864886f70d01010c', sha512: '2a864886f70d01010d' },
  ec: { sha1: '2a8648ce3d0401', sha224: '2a8648ce3d040301', sha256: '2a8648ce3d040302', sha384: '2a8648ce3d040303', sha512: '2a8648ce3d040304' },
};

/** Makes a certificate. PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const { subject, key, issuer = { subject, key }, serial, from, to } = request;
  const { digest, algorithm } = signatureOf(issuer.key, request.digest);
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    integer(serial),
    algorithm,
    encodeName(issuer.subject),
    sequence(time(from), time(to)),
    encodeName(subject),
    (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensionsOf(request))),
  );
  return new X509Certificate(sequence(content, algorithm, bits(sign(digest, content, issuer.key)))).toString();
}

/** Reads a PEM certificate; undefined when it is none. */
export function readCertificate(pem: string): CertificateFacts | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const usage = (certificate.keyUsage ?? []) as readonly string[];
    const [keyType, digest] = [keyTypeOf(certificate), digestOf(certificate)];
    return {
      serial: certificate.serialNumber,
      ...(keyType === undefined ? {} : { keyType }),
      ...(digest === undefined ? {} : { digest }),
      subject: subjectOf(certificate.subject),
      issuer: subjectOf(certificate.issuer),
      name: `/${certificate.subject.split('\n').join('/')}`,
      from: Date.parse(certificate.validFrom) / 1000,
      to: Date.parse(certificate.validTo) / 1000,
      isCa: certificate.ca,
      usage: [...(usage.includes(SERVER) ? ['server' as const] : []), ...(usage.includes(CLIENT) ? ['client' as const] : [])],
      alternativeNames: (certificate.subjectAltName ?? '').split(', ').filter(name => name !== '').map(name => name.replace(/^IP Address:/, 'IP:')),
    };
  } catch {
    return undefined;
  }
}

/** How a key signs: the digest, if its kind needs one, and what the algorithm is called. */
export function signatureOf(key: KeyObject, digest: Digest = 'sha256'): { readonly digest: Digest | null; readonly algorithm: Buffer } {
  if (key.asymmetricKeyType === 'ed25519') return { digest: null, algorithm: sequence(oid(OID.ed25519)) };
  return { digest, algorithm: key.asymmetricKeyType === 'rsa' ? sequence(oid(SIGNATURES.rsa[digest]), Buffer.from([5, 0])) : sequence(oid(SIGNATURES.ec[digest])) };
}

/** The digest of a certificate's signature. */
function digestOf(certificate: X509Certificate): Digest | undefined {
  const [whole] = readDer(certificate.raw);
  const [, algorithm] = readDer(whole?.content ?? Buffer.alloc(0));
  const [type] = readDer(algorithm?.content ?? Buffer.alloc(0));
  const known = [SIGNATURES.rsa, SIGNATURES.ec].flatMap(each => Object.entries(each) as [Digest, string][]);
  return known.find(([, id]) => id === type?.content.toString('hex'))?.[0];
}

function keyTypeOf({ publicKey }: X509Certificate): string | undefined {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined ? namedCurve : String(modulusLength);
}

/** A distinguished name as ASN.1 has it. */
export function encodeName(subject: Subject): Buffer {
  return sequence(...Object.entries(subject).map(([name, text]) => attribute(ATTRIBUTES[name as keyof Subject], text, name === 'C' ? 0x13 : name === 'emailAddress' ? 0x16 : 0x0c)));
}

function extensionsOf({ usage, alternativeNames = [] }: CertificateRequest): Buffer[] {
  const purposes = [...(usage === 'server' || usage === 'both' ? [oid(OID.server)] : []), ...(usage === 'client' || usage === 'both' ? [oid(OID.client)] : [])];
  return [
    extension(OID.constraints, usage === 'ca' ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence()),
    ...(purposes.length === 0 ? [] : [extension(OID.keyUsage, SIGN_AND_ENCIPHER), extension(OID.extendedUsage, sequence(...purposes))]),
    ...(alternativeNames.length === 0 ? [] : [alternativeNamesExtension(alternativeNames)]),
  ];
}

/** The extension with alternative names. */
export function alternativeNamesExtension(names: readonly string[]): Buffer {
  return extension(OID.alternativeNames, sequence(...names.map(alternativeName)));
}

function alternativeName(name: string): Buffer {
  const [kind = '', ...rest] = name.split(':');
  const text = rest.join(':');
  if (kind === 'IP') return tagged(0x87, Buffer.from(ipaddr.parse(text).toByteArray()));
  return tagged({ email: 0x81, DNS: 0x82, URI: 0x86 }[kind] ?? 0x82, Buffer.from(text));
}

function subjectOf(text: string): Subject {
  return Object.fromEntries(text.split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
