import { createPublicKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { attribute, bits, extension, integer, oid, sequence, tagged, time } from './der';

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
}

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
  readonly usage: readonly ('server' | 'client')[];
  readonly alternativeNames: readonly string[];
}

const ATTRIBUTES: Readonly<Record<keyof Subject, string>> = { C: '550406', ST: '550408', L: '550407', O: '55040a', OU: '55040b', emailAddress: '2a864886f70d010901', CN: '550403' };
const OID = { rsa: '2a864886f70d01010b', ec: '2a8648ce3d040302', ed25519: '2b6570', constraints: '551d13', keyUsage: '551d0f', alternativeNames: '551d11', extendedUsage: '551d25', server: '2b06010505070301', client: '2b06010505070302' };
/** Digital signature and key encipherment. */
const SIGN_AND_ENCIPHER = Buffer.from('030205a0', 'hex');
const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';

/** Makes a certificate, signed with SHA-256 where the kind of key needs a digest. PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const { subject, key, issuer = { subject, key }, serial, from, to } = request;
  const { digest, algorithm } = signatureOf(issuer.key);
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    integer(serial),
    algorithm,
    nameOf(issuer.subject),
    sequence(time(from), time(to)),
    nameOf(subject),
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
    return {
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

function signatureOf(key: KeyObject): { readonly digest: 'sha256' | null; readonly algorithm: Buffer } {
  if (key.asymmetricKeyType === 'ed25519') return { digest: null, algorithm: sequence(oid(OID.ed25519)) };
  return { digest: 'sha256', algorithm: key.asymmetricKeyType === 'rsa' ? sequence(oid(OID.rsa), Buffer.from([5, 0])) : sequence(oid(OID.ec)) };
}

function nameOf(subject: Subject): Buffer {
  return sequence(...Object.entries(subject).map(([name, text]) => attribute(ATTRIBUTES[name as keyof Subject], text, name === 'C' ? 0x13 : name === 'emailAddress' ? 0x16 : 0x0c)));
}

function extensionsOf({ usage, alternativeNames = [] }: CertificateRequest): Buffer[] {
  const purposes = [...(usage === 'server' || usage === 'both' ? [oid(OID.server)] : []), ...(usage === 'client' || usage === 'both' ? [oid(OID.client)] : [])];
  return [
    extension(OID.constraints, usage === 'ca' ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence()),
    ...(purposes.length === 0 ? [] : [extension(OID.keyUsage, SIGN_AND_ENCIPHER), extension(OID.extendedUsage, sequence(...purposes))]),
    ...(alternativeNames.length === 0 ? [] : [extension(OID.alternativeNames, sequence(...alternativeNames.map(alternativeName)))]),
  ];
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
