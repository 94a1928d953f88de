import { ErrorCode, type ListResourcesResult, type ListResourceTemplatesResult, type ReadResourceResult, type Resource } from '@modelcontextprotocol/sdk/types.js';
import { type ResourceEntry, type ToolHost, type View, viewUri } from '../../core';
import { type Call, type Documents } from '../../ports';
import { appPage } from './app-page';
import { resourceContents } from './content';
import { APP_MEDIA_TYPE, PAGE_VIEW, PAGE_VIEW_URI } from './page-view';
import { ProtocolError } from './protocol-error';

const DOCUMENTS = 'opnsense://documents/';

/** The view of a tool that is listed. */
export interface ListedView {
  readonly domain: string;
  readonly view: View;
}

/** What clients can read of this server beside the results of calls: what plugins offer, the documents that calls have made, and the view of pages. */
export class Resources {
  constructor(
    private readonly offered: ToolHost['resources'],
    private readonly documents: Documents,
    private readonly views: () => readonly ListedView[],
  ) {}

  /** Documents last, newest first; all on one page: there are few. */
  list(): ListResourcesResult {
    return { resources: [...this.offered.list().map(listed), ...this.documents.list().map(document => ({ uri: document.uri, name: document.name, title: document.title, mimeType: document.mediaType, size: document.bytes }))] };
  }

  /** Families of resources; completion/complete tells the values of their variables. */
  templates(): ListResourceTemplatesResult {
    return { resourceTemplates: this.offered.templates().map(({ uri: uriTemplate, name, title, description, mediaType: mimeType }) => ({ uriTemplate, name, title, description, mimeType })) };
  }

  /** Throws -32602 without a uri, and OPN_NOT_FOUND for what there is not, or no longer. */
  async read(uri: unknown, call: Call): Promise<ReadResourceResult> {
    if (typeof uri !== 'string') throw new ProtocolError(ErrorCode.InvalidParams, 'resources/read: `uri` must be the address of a resource.');
    if (uri === PAGE_VIEW_URI) return app(uri, PAGE_VIEW);
    const shown = this.views().find(({ domain, view }) => viewUri(domain, view) === uri);
    if (shown !== undefined) return app(uri, appPage(shown.view.title, shown.view.script));
    const document = this.documents.read(uri);
    if (document !== undefined) return { contents: [resourceContents({ ...document, uri })] };
    if (isDocument(uri)) throw new ProtocolError(RESOURCE_NOT_FOUND, `There is no document ${uri.slice(0, 200)}. Documents are kept while this server runs, the newest of them; the tool that made it makes it anew.`);
    return { contents: [resourceContents(await this.offered.read(uri, call))] };
  }
}

/** A page that loads nothing, as hosts of MCP Apps read it. */
function app(uri: string, text: string): ReadResourceResult {
  return { contents: [{ uri, mimeType: APP_MEDIA_TYPE, text, _meta: { ui: { csp: { connectDomains: [], resourceDomains: [] }, prefersBorder: true } } }] };
}

/** True for the address of a document, be it kept or not. */
export function isDocument(uri: string): boolean {
  return uri.startsWith(DOCUMENTS);
}

/** What MCP says of a resource that there is not. */
export const RESOURCE_NOT_FOUND = -32002;

function listed({ uri, name, title, description, mediaType: mimeType }: ResourceEntry): Resource {
  return { uri, name, title, description, mimeType };
}
