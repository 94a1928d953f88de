import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { OpnError } from '../../ports';
import { type Wire, type WireRequest } from '../opnsense-api';
import { selfSigned } from './self-signed';

/** A fake firewall that is served over HTTPS on loopback. */
export interface HttpsSide {
  /** Scheme, address and port. */
  readonly url: string;
  /** SHA-256 of its certificate as `AA:BB:…`. */
  readonly fingerprint: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Requests that lighttpd serves on one connection. */
const REQUESTS_PER_CONNECTION = 15;
const IDLE_MS = 30_000;

/** Serves a wire over HTTPS on 127.0.0.1, with lighttpd's limits and a certificate made on the spot; throws OPN_CONFIG when the port is taken. */
export async function serveHttps(wire: Wire, port = 0): Promise<HttpsSide> {
  const { certificate, key, fingerprint } = selfSigned(Date.now());
  const served = new WeakMap<Socket, number>();
  const sockets = new Set<Socket>();
  const server = createServer({ cert: certificate, key, keepAliveTimeout: IDLE_MS, maxHeaderSize: 65_536 }, (request, response) => {
    const count = (served.get(request.socket) ?? 0) + 1;
    served.set(request.socket, count);
    response.setHeader('connection', count < REQUESTS_PER_CONNECTION ? 'keep-alive' : 'close');
    void answer(wire, request, response);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => reject(new OpnError('OPN_CONFIG', `Port ${String(port)} cannot be opened (${problem.code ?? 'unknown'}).`, 'Choose another --port; 0 takes any free one.')));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    fingerprint,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(wire: Wire, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await text(request);
    const { status, headers, body: content } = await wire.send({
      // Node's parser knows more methods; the firewall treats those as it treats OPTIONS.
      method: (request.method ?? 'GET') as WireRequest['method'],
      path: request.url ?? '/',
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      ...(body === '' ? {} : { body }),
    });
    response.writeHead(status, { ...headers, server: 'OPNsense' }).end(content);
  } catch (problem) {
    if (request.destroyed && !request.complete) return;
    const message = problem instanceof Error ? problem.message : 'unknown';
    response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ errorMessage: `the fake firewall failed: ${message}` }));
  }
}
