import { type Document, type DocumentLink, type Documents, type Redactor, type ResourceLink } from '../../ports';

interface Kept {
  readonly document: Document;
  readonly link: DocumentLink;
}

const MOST_BYTES = 16 * 1024 * 1024;
const MOST = 50;

/** Keeps the newest documents for as long as the process lives: at most 50, and 16 MB of them, but always the last. */
export class MemoryDocuments implements Documents {
  private readonly kept = new Map<string, Kept>();
  private count = 0;

  constructor(private readonly redactor: Pick<Redactor, 'redact'>) {}

  presentable<T>(value: T): T {
    return this.redactor.redact(value);
  }

  keep(document: Document): DocumentLink {
    const { name, title, mediaType } = document;
    this.count += 1;
    const link = { uri: `opnsense://documents/${String(this.count)}/${encodeURIComponent(name)}`, name, title, mediaType, bytes: 'text' in document ? Buffer.byteLength(document.text) : document.data.byteLength };
    this.kept.set(link.uri, { document, link });
    this.dropOldest();
    return link;
  }

  /** Who makes the result puts it in there. */
  show(document: Document): DocumentLink {
    return this.keep(document);
  }

  /** The only firewall's resources are where its plugins say. */
  link({ uri }: ResourceLink): string {
    return uri;
  }

  read(uri: string): Document | undefined {
    return this.kept.get(uri)?.document;
  }

  list(): readonly DocumentLink[] {
    return [...this.kept.values()].map(({ link }) => link).reverse();
  }

  private dropOldest(): void {
    let bytes = this.list().reduce((sum, link) => sum + link.bytes, 0);
    for (const { link } of [...this.kept.values()]) {
      if (this.kept.size <= 1 || (this.kept.size <= MOST && bytes <= MOST_BYTES)) return;
      this.kept.delete(link.uri);
      bytes -= link.bytes;
    }
  }
}
