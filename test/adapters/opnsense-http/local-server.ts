import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';

type CertificateName = 'signed' | 'other-name' | 'expired' | 'self-signed';

const pem = (file: string): string => readFileSync(join(__dirname, '../../fixtures/tls', file), 'utf8');

export const CA_PEM = pem('ca.crt');
export const certificate = (name: CertificateName): string => pem(`${name}.crt`);
export const fingerprint = (name: CertificateName): string => new X509Certificate(certificate(name)).fingerprint256;

/** A web server on loopback that counts what reaches it. */
export interface LocalServer {
  readonly origin: string;
  readonly port: number;
  handshakes: number;
  connections: number;
  readonly requests: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[];
  /** Decrypted bytes received, on all connections. */
  bytes: number;
  close(): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Starts a server; `name` undefined means plain HTTP. The handler runs when the request has been read. */
export async function startServer(name: CertificateName | undefined, handler: Handler): Promise<LocalServer> {
  const requests: LocalServer['requests'] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      handler(request, response, requests.length);
    });
  };
  const server: Server = name === undefined ? createPlainServer(listener) : createServer({ cert: certificate(name), key: pem(`${name}.key`) }, listener);
  const sockets = new Set<Socket>();
  const local: Omit<LocalServer, 'origin' | 'port'> = {
    handshakes: 0,
    connections: 0,
    bytes: 0,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  server.on('connection', (socket: Socket) => {
    local.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  server.on('secureConnection', (socket: Socket) => {
    local.handshakes += 1;
    socket.on('data', (chunk: Buffer) => (local.bytes += chunk.length)).on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(local, { port, origin: `${name === undefined ? 'http' : 'https'}://localhost:${port}`.replace('localhost', '127.0.0.1') });
}

/** Answers a JSON value. */
export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(value));
}
