import { type InjectionToken } from './token';

/** What there is to read: a text, or bytes such as those of a picture. */
export type Body = { readonly text: string } | { readonly data: Uint8Array };

/** Something that is too large, or too much of its own kind, for a result. Only texts are looked through for secrets. */
export type Document = Body & {
  /** A file name: `security-audit.html`. */
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
};

/** Where something is read. */
export interface ResourceLink {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
  /** Absent where it is only known when it is read. */
  readonly bytes?: number;
}

/** Where a document is read. */
export interface DocumentLink extends ResourceLink {
  readonly bytes: number;
}

/** Documents that calls have made, for clients to read; the oldest go when there are too many. */
export interface Documents {
  /** A copy of a value as it may stand in a document, which no longer knows of fields: secrets replaced. */
  presentable<T>(value: T): T;
  /** Keeps a document; the result of the call links to it. */
  keep(document: Document): DocumentLink;
  /** The same, but the result holds it whole: a picture, a sound, or another resource; what has more than 256 KB is only linked to. */
  show(document: Document): DocumentLink;
  /** Links to a resource of the same plugin, which is only read when somebody wants it whole; gives its address as clients know it. */
  link(to: ResourceLink): string;
  /** Undefined for one that is not kept, or no longer. */
  read(uri: string): Document | undefined;
  /** Newest first. */
  list(): readonly DocumentLink[];
}
/** Injects the documents; a tool can only keep, show and link. */
export const Documents: InjectionToken<Documents> = Symbol.for('opnsense-mcp/Documents');
