import { type InjectionToken } from './token';

/** What a certificate says. */
export interface CertificateFacts {
  /** One line: `C=NL, CN=fw.example.net`. */
  readonly subject: string;
  readonly issuer: string;
  /** True when it vouches for itself: its issuer is its subject. */
  readonly selfSigned: boolean;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** May sign other certificates. */
  readonly isAuthority: boolean;
  /** `rsa`, `ec`, `ed25519` …, as OpenSSL names it. */
  readonly keyType: string;
  /** Of its key: an RSA key's modulus, or a curve's field; undefined for kinds that have but one size. */
  readonly keyBits: number | undefined;
  /** The digest under its signature: `md5`, `sha1`, `sha256` …; undefined when the kind of signature has none of its own, or is not known. */
  readonly digest: string | undefined;
  /** What it may be used for; undefined when it does not say. */
  readonly purposes: readonly ('server' | 'client')[] | undefined;
}

/** Reads certificates. */
export interface CertificateReader {
  /** The first certificate of a PEM text; undefined when there is none that can be read. */
  read(pem: string): CertificateFacts | undefined;
}
/** Injects the reader of certificates. */
export const CertificateReader: InjectionToken<CertificateReader> = Symbol.for('opnsense-mcp/CertificateReader');
