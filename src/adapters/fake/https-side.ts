import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { OpnError } from '../../ports';
import { type Wire, type WireRequest } from '../opnsense-api';
import { ClientConnection, IDLE_MS, REQUESTS_PER_CONNECTION } from './client-connection';
import { type Closed, type Delivery } from './delivery';
import { selfSigned } from './self-signed';
import { write } from './socket-delivery';

/** A fake firewall that is served over HTTPS on loopback. */
export interface HttpsSide {
  /** Scheme, address and port. */
  readonly url: string;
  /** SHA-256 of its certificate as `AA:BB:…`. */
  readonly fingerprint: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** A firewall that decides about connections, too. */
interface Gate {
  enter(): ClientConnection | Closed;
  exchange(request: WireRequest, connection: ClientConnection): Promise<Delivery>;
}

/** A TCP connection that was let in. */
interface Link {
  readonly socket: Socket;
  readonly connection: ClientConnection;
}

/**
 * Serves a firewall over HTTPS on 127.0.0.1, with lighttpd's limits and a certificate made on the spot; throws OPN_CONFIG when the port is taken.
 * Connections that the firewall drops are accepted and never answered, as no program can keep the kernel from accepting them.
 */
export async function serveHttps(firewall: Wire | (Wire & Gate), port = 0): Promise<HttpsSide> {
  const gate = 'enter' in firewall ? firewall : gateTo(firewall);
  const { certificate, key, fingerprint } = selfSigned(Date.now());
  const served = new WeakMap<Socket, number>();
  const links = new Map<number, Link>();
  const sockets = new Set<Socket>();
  const server = createServer({ cert: certificate, key, keepAliveTimeout: IDLE_MS, maxHeaderSize: 65_536 }, (request, response) => {
    const count = (served.get(request.socket) ?? 0) + 1;
    served.set(request.socket, count);
    response.setHeader('connection', count < REQUESTS_PER_CONNECTION ? 'keep-alive' : 'close');
    const link = links.get(request.socket.remotePort ?? 0);
    if (link !== undefined) void answer(gate, link, request, response);
  });
  const listener = createTcpServer(socket => {
    sockets.add(socket);
    const { remotePort = 0 } = socket;
    socket.once('close', () => {
      sockets.delete(socket);
      links.get(remotePort)?.connection.cut();
      links.delete(remotePort);
    });
    socket.on('error', () => undefined);
    const connection = gate.enter();
    if (connection === 'reset') socket.resetAndDestroy();
    else if (connection !== 'drop') {
      links.set(remotePort, { socket, connection });
      connection.onCut(() => socket.destroy());
      server.emit('connection', socket);
    }
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', (problem: NodeJS.ErrnoException) => reject(new OpnError('OPN_CONFIG', `Port ${String(port)} cannot be opened (${problem.code ?? 'unknown'}).`, 'Choose another --port; 0 takes any free one.')));
    listener.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `https://127.0.0.1:${String((listener.address() as AddressInfo).port)}`,
    fingerprint,
    close: () =>
      new Promise(resolve => {
        listener.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A wire lets everyone in. */
function gateTo(wire: Wire): Gate {
  return {
    enter: () => new ClientConnection({ address: '127.0.0.1' }, '', true, Date.now()),
    exchange: async request => ({ answer: await wire.send(request), delayMs: 0, manner: { kind: 'whole' } }),
  };
}

async function answer(gate: Gate, { socket, connection }: Link, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await text(request);
    const delivery = await gate.exchange(
      {
        // Node's parser knows more methods; the firewall treats those as it treats OPTIONS.
        method: (request.method ?? 'GET') as WireRequest['method'],
        path: request.url ?? '/',
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        ...(body === '' ? {} : { body }),
      },
      connection,
    );
    await write(delivery, response, socket);
  } catch (problem) {
    if (request.destroyed && !request.complete) return;
    const message = problem instanceof Error ? problem.message : 'unknown';
    response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ errorMessage: `the fake firewall failed: ${message}` }));
  }
}
