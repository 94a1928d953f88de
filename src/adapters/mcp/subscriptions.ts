import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { type ToolHost } from '../../core';
import { type Documents, OpnError } from '../../ports';
import { ProtocolError } from './protocol-error';
import { isDocument } from './resources';

const MOST = 200;

/** Which resources a client wants to hear of; it hears once of several changes at the same time. */
export class Subscriptions {
  private readonly uris = new Set<string>();
  private readonly due = new Set<string>();

  constructor(
    private readonly offered: Pick<ToolHost['resources'], 'has'>,
    private readonly documents: Pick<Documents, 'read'>,
    private readonly tell: (uri: string) => void,
  ) {}

  /** Throws -32602 without a uri, OPN_NOT_FOUND for one that no resource has, and OPN_BUSY when there are too many. */
  add(uri: unknown): void {
    const wanted = textOf(uri, 'resources/subscribe');
    // A document never changes: who waits for that waits in vain, yet it is there.
    const isThere = isDocument(wanted) ? this.documents.read(wanted) !== undefined : this.offered.has(wanted);
    if (!isThere) throw new OpnError('OPN_NOT_FOUND', `There is no resource ${wanted.slice(0, 200)}.`, 'resources/list and resources/templates/list name them all.');
    if (this.uris.size >= MOST && !this.uris.has(wanted)) throw new OpnError('OPN_BUSY', `There are ${String(MOST)} subscriptions already.`, 'End some with resources/unsubscribe.');
    this.uris.add(wanted);
  }

  /** Throws -32602 without a uri; one that was not subscribed to is as good. */
  remove(uri: unknown): void {
    const unwanted = textOf(uri, 'resources/unsubscribe');
    this.uris.delete(unwanted);
    this.due.delete(unwanted);
  }

  /** Tells soon of those that may hold something else than before. */
  touch(touches: (uri: string) => boolean): void {
    const touched = [...this.uris].filter(touches);
    if (touched.length === 0) return;
    if (this.due.size === 0) setImmediate(() => this.flush());
    for (const uri of touched) this.due.add(uri);
  }

  private flush(): void {
    for (const uri of this.due) this.tell(uri);
    this.due.clear();
  }
}

function textOf(uri: unknown, method: string): string {
  if (typeof uri === 'string') return uri;
  throw new ProtocolError(ErrorCode.InvalidParams, `${method}: \`uri\` must be the address of a resource.`);
}
