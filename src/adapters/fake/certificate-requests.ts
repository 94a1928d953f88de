import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { alternativeNamesExtension, ATTRIBUTES, encodeName, signatureOf, type Subject } from './certificates';
import { bits, integer, oid, readDer, sequence, tagged } from './der';

const EXTENSION_REQUEST = '2a864886f70d01090e';

/** What a signing request asks for. */
export interface SigningRequest {
  readonly subject: Subject;
  readonly key: KeyObject;
}

/** Makes a signing request (PKCS #10) with a private key. PEM. */
export function makeSigningRequest({ subject, key }: SigningRequest, alternativeNames: readonly string[]): string {
  const { digest, algorithm } = signatureOf(key);
  const attributes = alternativeNames.length === 0 ? [] : [sequence(oid(EXTENSION_REQUEST), tagged(0x31, sequence(alternativeNamesExtension(alternativeNames))))];
  const content = sequence(integer(Buffer.from([0])), encodeName(subject), createPublicKey(key).export({ type: 'spki', format: 'der' }), tagged(0xa0, ...attributes));
  return pem('CERTIFICATE REQUEST', sequence(content, algorithm, bits(sign(digest, content, key))));
}

/** Reads a PEM signing request; undefined when it is none. */
export function readSigningRequest(text: string): SigningRequest | undefined {
  const body = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([^-]*)-----END/.exec(text)?.[1];
  if (body === undefined) return undefined;
  try {
    const [request] = readDer(Buffer.from(body, 'base64'));
    const [content] = readDer(request?.content ?? Buffer.alloc(0));
    const [, name, key] = readDer(content?.content ?? Buffer.alloc(0));
    if (name === undefined || key === undefined) return undefined;
    return { subject: subjectIn(name.content), key: createPublicKey({ key: key.whole, format: 'der', type: 'spki' }) };
  } catch {
    return undefined;
  }
}

function subjectIn(name: Buffer): Subject {
  return Object.fromEntries(readDer(name).flatMap(part => {
    const [pair] = readDer(part.content);
    const [type, text] = readDer(pair?.content ?? Buffer.alloc(0));
    const known = Object.entries(ATTRIBUTES).find(([, id]) => id === type?.content.toString('hex'));
    return known === undefined || text === undefined ? [] : [[known[0], text.content.toString()]];
  }));
}

/** Bytes in PEM under a label. */
export function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
}
