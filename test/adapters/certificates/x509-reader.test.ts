import { generateKeyPairSync } from 'node:crypto';
import { x509Reader } from '../../../src/adapters/certificates/x509-reader';
import { ConfigDocument, childText } from '../../../src/adapters/fake/config-document';
import { issueCertificate, type Usage } from '../../../src/adapters/fake/certificates';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2027, 0, 1);

const made = (key: ReturnType<typeof generateKeyPairSync>['privateKey'], usage: Usage): string =>
  issueCertificate({ subject: { C: 'NL', CN: 'fw.example.net' }, key, serial: Buffer.from('01', 'hex'), from: FROM, to: TO, usage });

/** Certificates of OpenSSL, by what the configuration calls them. */
function fixture(golden: string, refid: string): string {
  const { root } = ConfigDocument.parse(readFileSync(join(__dirname, '../../fixtures/audit', golden, 'certificates.xml'), 'utf8'));
  const entry = root.children.find(each => childText(each, 'refid') === refid);
  return Buffer.from(entry === undefined ? '' : childText(entry, 'crt'), 'base64').toString();
}

describe('a certificate', () => {
  it('tells its names, its time, its key and what it is for', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    expect(x509Reader.read(made(privateKey, 'server'))).toEqual({
      subject: 'C=NL, CN=fw.example.net', issuer: 'C=NL, CN=fw.example.net', selfSigned: true, from: FROM, to: TO, isAuthority: false, keyType: 'ec', keyBits: 384, digest: 'sha256', purposes: ['server'],
    });
    expect(x509Reader.read(made(privateKey, 'both'))).toMatchObject({ purposes: ['server', 'client'] });
    expect(x509Reader.read(made(privateKey, 'ca'))).toMatchObject({ isAuthority: true, purposes: undefined });
  });

  it('has no digest and no size of its own where its kind of key has neither', () => {
    expect(x509Reader.read(made(generateKeyPairSync('ed25519').privateKey, 'client'))).toMatchObject({ keyType: 'ed25519', keyBits: undefined, digest: undefined, purposes: ['client'] });
  });

  it('is read as OpenSSL wrote it: short keys, old digests, other signers', () => {
    expect(x509Reader.read(fixture('bad', '65b000000000a'))).toMatchObject({ subject: 'CN=Old CA', selfSigned: true, isAuthority: true, keyType: 'rsa', keyBits: 1024, digest: 'sha256' });
    expect(x509Reader.read(fixture('bad', '65b0000000004'))).toMatchObject({ issuer: 'CN=Old CA', selfSigned: false, keyBits: 2048, digest: 'sha1' });
    expect(x509Reader.read(fixture('hardened', '65a0000000001'))).toMatchObject({ selfSigned: false, keyType: 'ec', keyBits: 256, digest: 'sha256' });
  });

  it('is none where nothing can be read', () => {
    for (const text of ['', 'text', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) expect(x509Reader.read(text)).toBeUndefined();
  });
});
