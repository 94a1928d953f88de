import { type BlobResourceContents, type ContentBlock, type TextResourceContents } from '@modelcontextprotocol/sdk/types.js';
import { type Contents, type Media } from '../../core';
import { type Document, type ResourceLink } from '../../ports';

/** What is read at a URI; bytes are in base64. */
export function resourceContents({ uri, mediaType: mimeType, ...body }: Contents): TextResourceContents | BlobResourceContents {
  return 'text' in body ? { uri, mimeType, text: body.text } : { uri, mimeType, blob: base64(body.data) };
}

/** A resource inside a result or a prompt. */
export function embedded(contents: Contents): ContentBlock {
  return { type: 'resource', resource: resourceContents(contents) };
}

/** A picture or a sound. */
export function media({ mediaType: mimeType, data }: Media): ContentBlock {
  return { type: mimeType.startsWith('audio/') ? 'audio' : 'image', mimeType, data: base64(data) };
}

/** What a result links to: a document as what it is where the result is to hold it, else the link. */
export function linkedContent({ uri, name, title, mediaType, bytes }: ResourceLink, shown: Document | undefined): ContentBlock {
  if (shown === undefined) return { type: 'resource_link', uri, name, title, mimeType: mediaType, ...(bytes === undefined ? {} : { size: bytes }) };
  return 'data' in shown && /^(image|audio)\//.test(mediaType) ? media(shown) : embedded({ ...shown, uri });
}

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
