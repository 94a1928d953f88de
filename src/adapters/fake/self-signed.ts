import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';

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
const OID = { ecdsaWithSha256: '2a8648ce3d040302', commonName: '550403', organisation: '55040a', alternativeNames: '551d11', constraints: '551d13' };

/** Makes a certificate for localhost, 127.0.0.1 and ::1, valid from a day before `now` (milliseconds since 1970) for 397 days. */
export function selfSigned(now: number): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const name = sequence(attribute(OID.organisation, 'OPNsense (in memory)'), attribute(OID.commonName, 'localhost'));
  const alternativeNames = sequence(
    tagged(0x82, Buffer.from('localhost')),
    tagged(0x87, Buffer.from([127, 0, 0, 1])),
    tagged(0x87, Buffer.from('00000000000000000000000000000001', 'hex')),
  );
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    // The first byte keeps the number positive and its encoding the shortest.
    tagged(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(now - DAY_MS), time(now + 396 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extension(OID.constraints, sequence()), extension(OID.alternativeNames, alternativeNames))),
  );
  const der = sequence(content, algorithm, bits(sign('sha256', content, privateKey)));
  const certificate = new X509Certificate(der);
  return { certificate: certificate.toString(), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), fingerprint: certificate.fingerprint256 };
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer): Buffer => tagged(0x03, Buffer.from([0]), content);
const attribute = (type: string, text: string): Buffer => tagged(0x31, sequence(oid(type), tagged(0x0c, Buffer.from(text))));
const extension = (type: string, content: Buffer): Buffer => sequence(oid(type), tagged(0x04, content));

/** UTCTime up to 2049, as X.509 wants it, and GeneralizedTime later. */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '');
  return Number(text.slice(0, 4)) < 2050 ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
}
