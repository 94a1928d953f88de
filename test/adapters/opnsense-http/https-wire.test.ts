import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { HttpsWire, type HttpsWireOptions, type TlsTrust } from '../../../src/adapters/opnsense-http';
import { Credentials, OpnsenseApi, type WireOptions, type WireRequest } from '../../../src/adapters/opnsense-api';
import { reads, writes } from '../../../src/core/endpoints';
import { OpnError } from '../../../src/ports';
import { answerJson, CA_PEM, certificate, fingerprint, type LocalServer, startServer } from './local-server';

const KEY = 'canary-key-4711';
const SECRET = 'canary-secret-0815';
const AUTHORIZATION = new Credentials(KEY, SECRET).authorization();
const CA: TlsTrust = { kind: 'ca', pem: CA_PEM };
const get = (path = '/api/core/menu/tree'): WireRequest => ({ method: 'GET', path, headers: { accept: 'application/json', authorization: AUTHORIZATION } });
const post = (body?: string): WireRequest => ({
  method: 'POST',
  path: '/api/firewall/filter/apply',
  headers: { authorization: AUTHORIZATION, 'content-length': String(Buffer.byteLength(body ?? '')), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});

const open: { close(): Promise<void> }[] = [];
const seen: unknown[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function server(...[name, handler]: Parameters<typeof startServer>): Promise<LocalServer> {
  const started = await startServer(name, handler);
  open.push(started);
  return started;
}

function wireTo(origin: string, trust: TlsTrust = CA, more: Partial<HttpsWireOptions> = {}): HttpsWire {
  const wire = new HttpsWire({ origin, trust, ...more });
  open.push(wire);
  return wire;
}

async function failing(wire: HttpsWire, request: WireRequest = get(), options: WireOptions = {}): Promise<OpnError> {
  const error: unknown = await wire.send(request, { timeoutMs: 5_000, ...options }).then(
    () => {
      throw new Error('was answered');
    },
    (reason: unknown) => reason,
  );
  seen.push(error);
  expect(error).toBeInstanceOf(OpnError);
  return error as OpnError;
}

/** A bare TCP server, for what an HTTP server would not do. */
async function tcpServer(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const bare: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        bare.close(() => resolve());
      }),
  });
  return (bare.address() as AddressInfo).port;
}

describe('requests on the wire', () => {
  it('know that the connection they waited for is a kept one', async () => {
    let asked = 0;
    const fw = await server('signed', (_, response) => {
      asked += 1;
      if (asked === 1) answerJson(response, { status: 'ok' });
    });
    const wire = wireTo(fw.origin, CA, { connections: 1 });
    const [, late] = await Promise.all([wire.send(get()), failing(wire, get(), { timeoutMs: 500 })]);
    expect(late.message).not.toContain('No connection');
  });

  it('say that they only waited for others', async () => {
    const fw = await server('signed', () => undefined);
    const wire = wireTo(fw.origin, CA, { connections: 1 });
    const first = failing(wire);
    const late = await failing(wire, post(), { timeoutMs: 50 });
    expect(late).toMatchObject({ code: 'OPN_TIMEOUT', message: expect.stringMatching(/waited 0\.1 s for others to end; it was not sent/) });
    await wire.close();
    await first;
  });

  it.each<[string, (name: 'signed') => TlsTrust]>([
    ['a CA file', () => CA],
    ['a pinned certificate', name => ({ kind: 'pin', fingerprint: fingerprint(name) })],
  ])('share few connections, however many there are at once, with %s', async (_, trust) => {
    const fw = await server('signed', (_request, response) => setTimeout(() => answerJson(response, { status: 'ok' }), 5));
    const wire = wireTo(fw.origin, trust('signed'), { connections: 3 });
    await Promise.all(Array.from({ length: 40 }, () => wire.send(get())));
    expect(fw.requests).toHaveLength(40);
    expect(fw.connections).toBeLessThanOrEqual(3);
  });

  it('give their turn on when they are called off while they wait', async () => {
    const fw = await server('signed', (_request, response) => setTimeout(() => answerJson(response, { status: 'ok' }), 20));
    const wire = wireTo(fw.origin, CA, { connections: 1 });
    const stop = new AbortController();
    const first = wire.send(get());
    const waiting = failing(wire, get(), { signal: stop.signal });
    const last = wire.send(get());
    stop.abort();
    expect((await waiting).code).toBe('OPN_CANCELLED');
    expect([(await first).status, (await last).status]).toEqual([200, 200]);
  });

  it('that are slow, or many of one caller, do not hold up another', async () => {
    const held: (() => void)[] = [];
    const fw = await server('signed', (request, response) => {
      const answer = (): void => answerJson(response, { status: 'ok' });
      if (request.url?.includes('slow') === true) held.push(answer);
      else answer();
    });
    const wire = wireTo(fw.origin, CA, { connections: 3 });
    const slow = Array.from({ length: 4 }, () => wire.send(get('/api/core/slow/check'), { slow: true }));
    const nextHeld = async (): Promise<void> => {
      while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    };
    await nextHeld();
    const order: string[] = [];
    const owner = {};
    const many = Array.from({ length: 20 }, () => wire.send(get(), { owner }).then(() => order.push('many')));
    await Promise.all([wire.send(get(), { owner: {} }).then(() => order.push('one')), ...many]);
    expect(order.indexOf('one')).toBeLessThan(6);
    expect(held).toHaveLength(1);
    for (const each of slow) {
      await nextHeld();
      held.shift()?.();
      expect((await each).status).toBe(200);
    }
  });

  it('carry exactly what was asked', async () => {
    const fw = await server('signed', (_, response) => answerJson(response, { status: 'ok' }));
    const wire = wireTo(fw.origin);
    await wire.send(get('/api/firewall/alias/get_item/2001:db8::1?x=a%20b'));
    await wire.send(post());
    await wire.send(post('{"searchPhrase":"Büro"}'));
    const [read, empty, full] = fw.requests;
    expect(read).toMatchObject({ method: 'GET', url: '/api/firewall/alias/get_item/2001:db8::1?x=a%20b', body: '' });
    expect(read?.headers).toMatchObject({ authorization: AUTHORIZATION, accept: 'application/json', 'user-agent': 'opnsense-mcp' });
    expect(read?.headers).not.toHaveProperty('content-type');
    expect(read?.headers).not.toHaveProperty('content-length');
    expect(empty?.headers).toMatchObject({ 'content-length': '0' });
    expect(empty?.headers).not.toHaveProperty('content-type');
    expect(empty?.headers).not.toHaveProperty('transfer-encoding');
    expect(full?.headers).toMatchObject({ 'content-length': '24', 'content-type': 'application/json' });
    expect(full?.body).toBe('{"searchPhrase":"Büro"}');
  });

  it('bring back status, headers and body as they are', async () => {
    const fw = await server('signed', (_, response) => response.writeHead(500, { 'content-type': 'application/json', 'x-y': 'z' }).end('{"errorMessage":"é"}'));
    const answer = await wireTo(fw.origin).send(get());
    expect(answer).toMatchObject({ status: 500, body: '{"errorMessage":"é"}' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-y': 'z' });
  });

  it('understand compressed answers', async () => {
    const fw = await server('signed', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('[1]')));
    expect((await wireTo(fw.origin).send(get())).body).toBe('[1]');
  });

  it.each(['/api/a/../b', '/api/a/%2e%2e/b', '//evil.example/api/x', '/api/a b', 'https://evil.example/', '/api/x#y', '/api/a\\b'])('are not sent when the path is %s', async (path) => {
    const fw = await server('signed', (_, response) => answerJson(response, {}));
    expect((await failing(wireTo(fw.origin), get(path))).code).toBe('OPN_INTERNAL');
    expect(fw.connections).toBe(0);
  });

  it('ignore proxies that the environment names', async () => {
    const proxy = await server(undefined, (_, response) => answerJson(response, { from: 'proxy' }));
    const fw = await server('signed', (_, response) => answerJson(response, { from: 'firewall' }));
    const before = { ...process.env };
    Object.assign(process.env, { HTTPS_PROXY: proxy.origin, https_proxy: proxy.origin, ALL_PROXY: proxy.origin, NO_PROXY: '', no_proxy: '' });
    try {
      expect((await wireTo(fw.origin).send(get())).body).toContain('firewall');
    } finally {
      process.env = before;
    }
    expect(proxy.connections).toBe(0);
  });

  it('do not follow redirects', async () => {
    const elsewhere = await server('signed', (_, response) => answerJson(response, { trap: true }));
    const fw = await server('signed', (_, response) => response.writeHead(302, { location: `${elsewhere.origin}/login` }).end());
    const answer = await wireTo(fw.origin).send(get());
    expect(answer.status).toBe(302);
    expect(elsewhere.connections).toBe(0);
  });

  it('go over plain HTTP when the origin says so', async () => {
    const fw = await server(undefined, (_, response) => answerJson(response, { plain: true }));
    expect((await wireTo(fw.origin).send(get())).body).toBe('{"plain":true}');
  });
});

describe('connections', () => {
  const pinned: TlsTrust = { kind: 'pin', fingerprint: fingerprint('self-signed') };

  it.each([
    ['a CA', 'signed', CA],
    ['a pin', 'self-signed', pinned],
  ] as const)('are kept: one handshake for many requests, trusted by %s', async (_, name, trust) => {
    const fw = await server(name, (_request, response) => answerJson(response, {}));
    const wire = wireTo(fw.origin, trust);
    for (let count = 0; count < 20; count += 1) await wire.send(get());
    expect(fw.requests).toHaveLength(20);
    expect(fw.handshakes).toBe(1);
  });

  it('that the server ends after 15 requests go unnoticed, by reads and writes alike', async () => {
    const served = new Map<unknown, number>();
    const fw = await server('signed', (request, response) => {
      const count = (served.get(request.socket) ?? 0) + 1;
      served.set(request.socket, count);
      if (count === 15) response.setHeader('connection', 'close');
      answerJson(response, { status: 'ok' });
    });
    const wire = wireTo(fw.origin);
    for (let count = 0; count < 40; count += 1) await wire.send(count % 2 === 0 ? get() : post());
    expect(fw.requests).toHaveLength(40);
    expect(fw.handshakes).toBe(3);
  });

  it('that died while kept are replaced for a read, but a write is never sent twice', async () => {
    // The server resets a connection when a second request arrives on it: what a kept connection looks like that died unseen.
    const served = new WeakMap<object, number>();
    const fw = await server('signed', (request, response) => {
      const count = (served.get(request.socket) ?? 0) + 1;
      served.set(request.socket, count);
      if (count > 1) request.socket.destroy();
      else answerJson(response, { status: 'ok' });
    });
    const wire = wireTo(fw.origin);
    await wire.send(get(), { repeatable: true });
    expect((await wire.send(get(), { repeatable: true })).status).toBe(200);
    expect(fw.requests).toHaveLength(3);
    const error = await failing(wire, post('{}'), { repeatable: false });
    expect(error.code).toBe('OPN_UNREACHABLE');
    expect(error.hint).toContain('read back');
    expect(fw.requests).toHaveLength(4);
  });

  it('are not tried a third time', async () => {
    const fw = await server('signed', (request, response, count) => (count === 1 ? answerJson(response, {}) : void request.socket.destroy()));
    const wire = wireTo(fw.origin);
    await wire.send(get(), { repeatable: true });
    expect((await failing(wire, get(), { repeatable: true })).code).toBe('OPN_UNREACHABLE');
    expect(fw.requests).toHaveLength(3);
  });

  it('are given up when unused, before the server does, but not while an answer is due', async () => {
    const fw = await server('signed', (_, response) => void setTimeout(() => answerJson(response, {}), 150));
    const wire = wireTo(fw.origin, CA, { idleMs: 40 });
    expect((await wire.send(get())).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await wire.send(get())).status).toBe(200);
    expect(fw.handshakes).toBe(2);
  });

  it('are bounded', async () => {
    const waiting: (() => void)[] = [];
    const fw = await server('signed', (_, response) => waiting.push(() => answerJson(response, {})));
    const wire = wireTo(fw.origin, CA, { connections: 2 });
    const all = Array.from({ length: 6 }, () => wire.send(get()));
    for (let answered = 0; answered < 6; ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const answer of waiting.splice(0)) {
        answer();
        answered += 1;
      }
    }
    await Promise.all(all);
    expect(fw.connections).toBe(2);
  });

  it('end with the wire, and what is pending is called off', async () => {
    const fw = await server('signed', () => undefined);
    const wire = wireTo(fw.origin);
    const pending = failing(wire);
    while (fw.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await wire.close();
    expect((await pending).code).toBe('OPN_CANCELLED');
    expect((await failing(wire)).code).toBe('OPN_CANCELLED');
  });
});

describe('trust', () => {
  const refusals: [string, 'signed' | 'other-name' | 'expired' | 'self-signed', TlsTrust, RegExp, RegExp][] = [
    ['a self-signed certificate', 'self-signed', { kind: 'system' }, /self-signed/, /OPNSENSE_TLS_FINGERPRINT/],
    ['an unknown CA', 'signed', { kind: 'system' }, /unknown CA/, /OPNSENSE_CA_FILE/],
    ['a certificate for another name', 'other-name', CA, /another name/, /OPNSENSE_URL|name that is in/],
    ['an expired certificate', 'expired', CA, /expired/, /Renew/],
    ['another CA', 'self-signed', CA, /self-signed/, /OPNSENSE_CA_FILE/],
  ];
  it.each(refusals)('refuses %s before a byte is sent', async (_, name, trust, reason, fix) => {
    const fw = await server(name, (_request, response) => answerJson(response, {}));
    const error = await failing(wireTo(fw.origin, trust));
    expect(error.code).toBe('OPN_TLS');
    expect(error.message).toMatch(reason);
    expect(error.hint).toMatch(fix);
    expect(fw.requests).toHaveLength(0);
    expect(fw.bytes).toBe(0);
  });

  const trusts: [string, 'signed' | 'other-name' | 'expired' | 'self-signed', TlsTrust][] = [
    ['a CA', 'signed', CA],
    ['the certificate itself as CA', 'self-signed', { kind: 'ca', pem: certificate('self-signed') }],
    ['a pin, whoever signed it', 'self-signed', { kind: 'pin', fingerprint: fingerprint('self-signed') }],
    ['a pin, whatever its name', 'other-name', { kind: 'pin', fingerprint: fingerprint('other-name') }],
    ['nothing, when checks are off', 'expired', { kind: 'off' }],
  ];
  it.each(trusts)('comes from %s', async (_, name, trust) => {
    const fw = await server(name, (_request, response) => answerJson(response, {}));
    expect((await wireTo(fw.origin, trust).send(get())).status).toBe(200);
  });

  it('in a pin shows what the server presents, and sends it nothing', async () => {
    const fw = await server('signed', (_, response) => answerJson(response, {}));
    const error = await failing(wireTo(fw.origin, { kind: 'pin', fingerprint: fingerprint('self-signed') }));
    expect(error.code).toBe('OPN_TLS');
    expect(error.message).toContain(`Presented: ${fingerprint('signed')}`);
    expect(error.message).toContain(`Pinned: ${fingerprint('self-signed')}`);
    expect(error.hint).toContain('OPNSENSE_TLS_FINGERPRINT');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(fw.connections).toBe(1);
    expect(fw.requests).toHaveLength(0);
    expect(fw.bytes).toBe(0);
  });
});

describe('failures', () => {
  const aborted = (socket: Socket): void => void socket.destroy();

  it('of DNS', async () => {
    const error = await failing(wireTo('https://nothing.invalid'));
    expect(error.code).toBe('OPN_UNREACHABLE');
    expect(error.message).toMatch(/nothing\.invalid:443 cannot be reached: (its name|the DNS)/);
  });

  it('of a refused connection', async () => {
    const port = await tcpServer(aborted);
    await Promise.all(open.splice(0).map((each) => each.close()));
    expect((await failing(wireTo(`https://127.0.0.1:${port}`))).message).toContain('refuses connections');
  });

  it.each([
    ['system' as const, CA],
    ['pin' as const, { kind: 'pin', fingerprint: fingerprint('signed') } as TlsTrust],
  ])('of a handshake that is cut (%s)', async (_, trust) => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
    const error = await failing(wireTo(`https://127.0.0.1:${port}`, trust));
    expect(error.code).toBe('OPN_UNREACHABLE');
    expect(error.message).toContain('before TLS was set up');
  });

  it('of plain HTTP with a server that speaks TLS', async () => {
    const fw = await server('signed', (_, response) => answerJson(response, {}));
    const error = await failing(wireTo(fw.origin.replace('https:', 'http:')), { method: 'GET', path: '/api/core/menu/tree', headers: {} }, { repeatable: true });
    expect(error.describe()).toMatch(/^OPN_(?:UNREACHABLE|BAD_ANSWER): .*\nIf that port speaks TLS, let OPNSENSE_URL begin with https:/);
  });

  it('of TLS with a server that speaks none', async () => {
    const fw = await server(undefined, (_, response) => answerJson(response, {}));
    const error = await failing(wireTo(fw.origin.replace('http:', 'https:')));
    expect(error.describe()).toMatch(/does not speak TLS on that port[^]*HTTPS web GUI/);
    expect(error.code).toBe('OPN_TLS');
    expect(error.hint).toContain('port');
  });

  it.each([
    ['system' as const, CA],
    ['pin' as const, { kind: 'pin', fingerprint: fingerprint('signed') } as TlsTrust],
  ])('of a handshake that hangs: no connection in time (%s)', async (_, trust) => {
    const port = await tcpServer(() => undefined);
    const error = await failing(wireTo(`https://127.0.0.1:${port}`, trust), post(), { timeoutMs: 200 });
    expect(error.code).toBe('OPN_TIMEOUT');
    expect(error.message).toContain('No connection');
    expect(error.message).toContain('0.2 s');
  });

  it('of a server that never answers: sent, so a write may have been done', async () => {
    const fw = await server('signed', () => undefined);
    const wire = wireTo(fw.origin);
    const read = await failing(wire, get(), { timeoutMs: 300, repeatable: true });
    expect(read.code).toBe('OPN_TIMEOUT');
    expect(read.message).toContain('sent no answer');
    expect(read.hint).toContain('OPNSENSE_TIMEOUT_MS');
    expect((await failing(wire, post(), { timeoutMs: 300 })).hint).toContain('read back');
    expect(fw.requests).toHaveLength(2);
  });

  it('of an answer that drips: the deadline covers the body', async () => {
    const fw = await server('signed', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const error = await failing(wireTo(fw.origin), get(), { timeoutMs: 400 });
    expect(error.code).toBe('OPN_TIMEOUT');
    expect(error.message).toContain('did not finish');
  });

  it('of an answer that is cut', async () => {
    const fw = await server('signed', (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"rows":[');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const error = await failing(wireTo(fw.origin));
    expect(error.code).toBe('OPN_BAD_ANSWER');
    expect(error.message).toContain('middle of the answer');
  });

  it('of an answer that is too large, compressed or not', async () => {
    const fw = await server('signed', (_, response, count) =>
      count === 1 ? response.end('x'.repeat(3_000_000)) : response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20_000_000))),
    );
    const wire = wireTo(fw.origin, CA, { largestAnswer: 1_048_576 });
    for (let count = 0; count < 2; count += 1) {
      const error = await failing(wire);
      expect(error.code).toBe('OPN_BAD_ANSWER');
      expect(error.message).toContain('larger than 1 MiB');
    }
  });

  it('of a server that does not speak HTTP', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.9\r\n')));
    expect((await failing(wireTo(`http://127.0.0.1:${port}`))).message).toContain('does not answer in HTTP');
  });

  it('of a caller who gives up, before, while waiting and while reading', async () => {
    const fw = await server('signed', (_, response, count) => {
      if (count === 2) response.writeHead(200).write('[');
    });
    const wire = wireTo(fw.origin);
    expect((await failing(wire, get(), { signal: AbortSignal.abort() })).code).toBe('OPN_CANCELLED');
    expect(fw.connections).toBe(0);
    for (let count = 1; count <= 2; count += 1) {
      const caller = new AbortController();
      const pending = failing(wire, post(), { signal: caller.signal });
      while (fw.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 20));
      caller.abort();
      const error = await pending;
      expect(error.code).toBe('OPN_CANCELLED');
      expect(error.hint).toContain('read back');
    }
  });
});

describe('with the API client on top', () => {
  const api = (wire: HttpsWire): OpnsenseApi => new OpnsenseApi({ wire, credentials: new Credentials(KEY, SECRET), timeoutMs: 5_000 });

  it('reads and writes', async () => {
    const fw = await server('signed', (request, response) =>
      answerJson(response, request.url === '/api/core/firmware/status' ? { product: { product_version: '26.1.11_1' } } : request.method === 'POST' ? { status: 'OK\n\n' } : { rows: [] }),
    );
    const client = api(wireTo(fw.origin));
    expect(await client.read(reads('firewall/alias/search_item'))).toEqual({ rows: [] });
    expect(await client.write(writes('firewall/filter/apply'))).toEqual({ status: 'OK\n\n' });
    expect((await client.version())?.text).toBe('26.1.11_1');
    expect(fw.handshakes).toBe(1);
  });

  it('reports a web page and the login page', async () => {
    const fw = await server('signed', (_, response, count) =>
      count === 1 ? response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Login</title>') : response.writeHead(302, { location: '/?url=/api/x' }).end(),
    );
    const client = api(wireTo(fw.origin));
    await expect(client.read(reads('firewall/alias/get'))).rejects.toMatchObject({ code: 'OPN_BAD_ANSWER' });
    await expect(client.read(reads('firewall/alias/get'))).rejects.toMatchObject({ code: 'OPN_UNAUTHORIZED' });
  });
});

it('never shows key or secret in anything that failed above', () => {
  expect(seen.length).toBeGreaterThan(20);
  const encoded = AUTHORIZATION.replace('Basic ', '');
  for (const error of seen as OpnError[]) {
    const everything = `${error.describe()} ${error.stack ?? ''} ${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const secret of [KEY, SECRET, encoded]) expect(everything).not.toContain(secret);
    expect(everything).not.toContain('AxiosError');
  }
});

it('keeps every byte of a file, and reads texts as UTF-8', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const { origin } = await server(undefined, ({ url }, response) => void response.writeHead(200, { 'content-type': url?.includes('download') === true ? 'application/octet-stream' : 'text/plain' }).end(url?.includes('download') === true ? bytes : 'zwölf'));
  const api = new OpnsenseApi({ wire: wireTo(origin), credentials: new Credentials(KEY, SECRET), timeoutMs: 5_000 });
  expect(await api.read(reads('diagnostics/packet_capture/download', { answer: 'bytes' }))).toEqual(new Uint8Array(bytes));
  expect(await api.read(reads('haproxy/statistics/info', { answer: 'text' }))).toBe('zwölf');
  await expect(api.read(reads('haproxy/statistics/info', { answer: 'bytes' }))).rejects.toMatchObject({ code: 'OPN_BAD_ANSWER' });
});
