/** Writes ASN.1 in its distinguished encoding: one element with that tag. */
export function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A sequence. */
export const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);

/** An object identifier, given as it is encoded, in hexadecimal. */
export const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));

/** A bit string of whole bytes. */
export const bits = (content: Buffer): Buffer => tagged(0x03, Buffer.from([0]), content);

/** A positive integer. */
export function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex(byte => byte !== 0);
  const shortest = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
  return tagged(0x02, (shortest[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
}

/** One part of a distinguished name: a type and its text. */
export const attribute = (type: string, text: string, tag = 0x0c): Buffer => tagged(0x31, sequence(oid(type), tagged(tag, Buffer.from(text))));

/** An extension of a certificate. */
export const extension = (type: string, content: Buffer): Buffer => sequence(oid(type), tagged(0x04, content));

/** A time (milliseconds since 1970): UTCTime up to 2049, as X.509 wants it, and GeneralizedTime later. */
export function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '');
  return Number(text.slice(0, 4)) < 2050 ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
}

/** One element of an encoding. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The element with its tag and length. */
  readonly whole: Buffer;
}

/** The elements that follow one another in an encoding; throws a RangeError when the last one is cut off. */
export function readDer(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes.readUInt8(at + 1);
    const long = short < 128 ? 0 : short & 0x7f;
    const length = long === 0 ? short : bytes.readUIntBE(at + 2, long);
    const start = at + 2 + long;
    if (start + length > bytes.length) throw new RangeError('The encoding is cut off.');
    elements.push({ tag: bytes.readUInt8(at), content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return elements;
}
