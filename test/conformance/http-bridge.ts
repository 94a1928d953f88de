import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { type Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';

/** The two ends of a stdio server, as its host holds them. */
export interface StdioSession {
  readonly stdin: Writable;
  readonly stdout: Readable;
}

/** Texts that have another name on the side of the stdio server, as pairs of theirs and ours. */
export type Renames = readonly (readonly [theirs: string, ours: string])[];

/** Lets clients that speak MCP over HTTP talk to stdio servers: each session gets one of its own, and every message passes as it is, but for renames. */
export class HttpBridge {
  private readonly sessions = new Map<string, StreamableHTTPServerTransport>();
  private readonly server: Server;

  constructor(
    private readonly open: () => StdioSession,
    private readonly renames: Renames = [],
  ) {
    this.server = createServer((request, response) => {
      const id = request.headers['mcp-session-id'];
      const session = (typeof id === 'string' ? this.sessions.get(id) : undefined) ?? this.begin();
      session.handleRequest(request, response).catch((problem: unknown) => response.writeHead(500).end(String(problem)));
    });
  }

  /** Resolves to its URL. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://${this.host}/mcp`;
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.values()].map(session => session.close()));
    this.server.closeAllConnections();
    this.server.close();
  }

  private get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private begin(): StreamableHTTPServerTransport {
    const client = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: id => void this.sessions.set(id, client),
      enableDnsRebindingProtection: true,
      allowedHosts: [this.host],
    });
    this.relay(client);
    return client;
  }

  private relay(client: StreamableHTTPServerTransport): void {
    const asked = new Map<RequestId, unknown>();
    let session: StdioSession | undefined;
    const begun = (): StdioSession => {
      session = this.open();
      createInterface({ input: session.stdout }).on('line', line => {
        const message = JSON.parse(renamed(line, this.renames, 'theirs')) as JSONRPCMessage;
        const options = 'method' in message ? relatedTo(message, asked) : undefined;
        if (!('method' in message)) asked.delete(message.id as RequestId);
        client.send(message, options).catch(() => undefined);
      });
      return session;
    };
    const transport: Transport = client;
    transport.onmessage = message => {
      if ('method' in message && 'id' in message) asked.set(message.id, (message.params?.['_meta'] as { readonly progressToken?: unknown } | undefined)?.progressToken);
      (session ?? begun()).stdin.write(`${renamed(JSON.stringify(message), this.renames, 'ours')}\n`);
    };
    transport.onclose = () => session?.stdin.end();
  }
}

function renamed(line: string, renames: Renames, to: 'theirs' | 'ours'): string {
  return renames.reduce((text, [theirs, ours]) => (to === 'ours' ? text.replaceAll(theirs, ours) : text.replaceAll(ours, theirs)), line);
}

/** What a server says on its own account goes along with the answer to a request: that of its progress token, or the newest that is open. */
function relatedTo(message: JSONRPCMessage, asked: ReadonlyMap<RequestId, unknown>): { relatedRequestId: RequestId } | undefined {
  const token = 'params' in message ? (message.params as { readonly progressToken?: unknown } | undefined)?.progressToken : undefined;
  const open = [...asked];
  const related = token === undefined ? open.at(-1) : open.find(([, each]) => each === token);
  return related === undefined ? undefined : { relatedRequestId: related[0] };
}
