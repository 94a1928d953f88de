import { type ListResourcesResult, type ReadResourceResult, type ResourceLink } from '@modelcontextprotocol/sdk/types.js';
import { quoted } from '../../core';
import { type DocumentLink, type Documents } from '../../ports';
import { APP_MEDIA_TYPE, PAGE_VIEW, PAGE_VIEW_URI } from './page-view';
import { ProtocolError } from './protocol-error';

/** What MCP says of a resource that there is not. */
const RESOURCE_NOT_FOUND = -32002;

/** What clients can read of this server beside the results of calls: the documents that calls have made, and the view of pages. */
export class Resources {
  constructor(private readonly documents: Documents) {}

  /** Newest first, all on one page: there are few. */
  list(): ListResourcesResult {
    return { resources: this.documents.list().map(link => ({ uri: link.uri, name: link.name, title: link.title, mimeType: link.mediaType, size: link.bytes })) };
  }

  /** Throws -32602 without a uri, and -32002 for what there is not, or no longer. */
  read(uri: unknown): ReadResourceResult {
    if (typeof uri !== 'string') throw new ProtocolError(-32602, 'resources/read: `uri` must be the address of a resource.');
    if (uri === PAGE_VIEW_URI) return { contents: [{ uri, mimeType: APP_MEDIA_TYPE, text: PAGE_VIEW, _meta: { ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true } } }] };
    const document = this.documents.read(uri);
    if (document === undefined) throw new ProtocolError(RESOURCE_NOT_FOUND, `There is no resource ${quoted(uri)}. Documents are kept while this server runs, the newest of them; the tool that made it makes it anew.`);
    return { contents: [{ uri, mimeType: document.mediaType, text: document.text }] };
  }
}

/** A document as a result links to it. */
export function resourceLink({ uri, name, title, mediaType, bytes }: DocumentLink): ResourceLink {
  return { type: 'resource_link', uri, name, title, mimeType: mediaType, size: bytes };
}
