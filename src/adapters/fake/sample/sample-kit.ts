import { createPrivateKey, type KeyObject } from 'node:crypto';
import { compareReleases, type Release } from '../../../ports';
import { type CertificateRequest, issueCertificate, type Subject } from '../certificates';
import { Random } from '../random';
import { modelVersion } from '../model-versions';
import { type Content } from './content';

/** The head of a PKCS #8 structure before the 32 bytes of an Ed25519 key, whose signatures are always the same. */
const ED25519_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What every secret of the sample contains, so that a leak can be searched for. */
export const CANARY = 'CANARY';

/** How large a sample is: so many machines, and so many filter rules; those of a small network and no more when not given. */
export interface SampleSize {
  readonly hosts?: number;
  readonly rules?: number;
}

/** Makes the parts of a sample that depend on its release and seed; the same name always gets the same value. */
export class SampleKit {
  constructor(
    readonly release: Release,
    private readonly seed: number,
    readonly size: SampleSize = {},
  ) {}

  /** True from that release on. */
  since(release: Release): boolean {
    return compareReleases(this.release, release) >= 0;
  }

  uuid(name: string): string {
    return this.random(`uuid ${name}`).uuid();
  }

  /** Choices that are the same for the same name. */
  choices(name: string): Random {
    return this.random(`choices ${name}`);
  }

  /** A password or token that a person chose. */
  password(name: string): string {
    return `${CANARY}-${this.random(`password ${name}`).hex(16)}`;
  }

  /** A password hash as crypt(3) writes it. */
  passwordHash(name: string): string {
    return `$6$${CANARY}$${this.random(`hash ${name}`).base64(86).replaceAll('+', '.')}`;
  }

  /** 32 bytes in base64, as WireGuard writes keys. */
  wireguardKey(name: string): string {
    return `${CANARY}${this.random(`wireguard ${name}`).base64(36)}A=`;
  }

  /** A key that is no secret, in the same form. */
  publicKey(name: string): string {
    return `${this.random(`public ${name}`).base64(42)}A=`;
  }

  /** A seed for one-time passwords, in base32. */
  otpSeed(name: string): string {
    return `${CANARY}${this.random(`otp ${name}`).text(26, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
  }

  /** A PEM block in base64, as the configuration stores it; nothing in it is a real key. */
  privateKey(name: string): string {
    // Eight characters are six bytes, so the block after them decodes as it should.
    return `${CANARY}00${this.pem('PRIVATE KEY', `${CANARY}${this.random(`private ${name}`).base64(58)}`)}`;
  }

  /** A PEM certificate in base64, as the configuration stores it; no secret. */
  certificate(name: string): string {
    return this.pem('CERTIFICATE', this.random(`certificate ${name}`).base64(640));
  }

  /** A real certificate of a made-up key, signed by itself or by the named one's key, in base64 as the configuration stores it. */
  x509(name: string, facts: Omit<CertificateRequest, 'key' | 'serial' | 'issuer'>, issuer?: { readonly name: string; readonly subject: Subject }): string {
    const serial = Buffer.from(this.random(`serial ${name}`).hex(16), 'hex');
    const signer = issuer === undefined ? {} : { issuer: { subject: issuer.subject, key: this.signingKey(issuer.name) } };
    return Buffer.from(issueCertificate({ ...facts, key: this.signingKey(name), serial, ...signer })).toString('base64');
  }

  /** A pre-shared OpenVPN key in base64, as the configuration stores it. */
  staticKey(name: string): string {
    return `${CANARY}00${this.pem('OpenVPN Static key V1', this.random(`static ${name}`).hex(512))}`;
  }

  /** Attributes of a model's element: from 25.7 on OPNsense notes when it was written, and what it is. */
  model(version: string, description: string): Readonly<Record<string, Content>> {
    return { '@version': version, ...(this.since('25.7') ? { '@persisted_at': '1795405489.10', '@description': description } : {}) };
  }

  /** The same of a model whose version tells releases apart, by the path of its element. */
  versioned(path: string, description: string): Readonly<Record<string, Content>> {
    return this.model(modelVersion(path, this.release), description);
  }

  /** A yes/no value that was never set: empty up to 24.7, 0 later. */
  get unset(): string {
    return this.since('25.1') ? '0' : '';
  }

  private signingKey(name: string): KeyObject {
    const secret = Buffer.from(this.random(`signing key ${name}`).hex(64), 'hex');
    return createPrivateKey({ key: Buffer.concat([ED25519_HEAD, secret]), format: 'der', type: 'pkcs8' });
  }

  private random(name: string): Random {
    return new Random(`${String(this.seed)} ${name}`);
  }

  private pem(kind: string, body: string): string {
    const lines = body.match(/.{1,64}/g) ?? [];
    return Buffer.from(`-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`).toString('base64');
  }
}
