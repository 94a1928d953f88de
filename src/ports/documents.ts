import { type InjectionToken } from './token';

/** A text that is too large, or too much of its own kind, for a result. */
export interface Document {
  /** A file name: `security-audit.html`. */
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Where a document is read. */
export interface DocumentLink {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Documents that calls have made, for clients to read; the oldest go when there are too many. */
export interface Documents {
  /** A copy of a value as it may stand in a document, which no longer knows of fields: secrets replaced. */
  presentable<T>(value: T): T;
  /** Keeps a document; the result of the call links to it. */
  keep(document: Document): DocumentLink;
  /** Undefined for one that is not kept, or no longer. */
  read(uri: string): Document | undefined;
  /** Newest first. */
  list(): readonly DocumentLink[];
}
/** Injects the documents; a tool can only keep them. */
export const Documents: InjectionToken<Documents> = Symbol.for('opnsense-mcp/Documents');
