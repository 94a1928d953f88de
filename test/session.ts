import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { FAKE_KEYS, FakeFirewall } from '../src/testing';

/** The built server. */
export const main = join(__dirname, '../dist/main.js');

/** One JSON-RPC message of the server. */
export interface Message {
  readonly id?: number | null;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>> & { readonly isError?: boolean; readonly content?: readonly { readonly text: string }[] };
  readonly error?: { readonly code: number; readonly message: string };
}

const sessions: Session[] = [];

/** For after each test: ends what it left running. */
export function endSessions(): void {
  for (const session of sessions.splice(0)) session.process.kill('SIGKILL');
}

/** A raw JSON-RPC session with the built server. */
export class Session {
  readonly process: ChildProcessWithoutNullStreams;
  /** What the server has said and nobody has taken as an answer. */
  readonly messages: Message[] = [];
  stderr = '';
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly ended: Promise<never>;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, execArgv: readonly string[] = []) {
    this.process = spawn(process.execPath, [...execArgv, main, ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } });
    sessions.push(this);
    this.ended = once(this.process, 'exit').then(() => Promise.reject(new Error(`The server ended: ${this.stderr}`)));
    this.ended.catch(() => undefined);
    this.process.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    createInterface({ input: this.process.stdout }).on('line', line => {
      this.messages.push(JSON.parse(line) as Message);
      this.arrivals.emit('message');
    });
  }

  write(message: unknown): void {
    this.process.stdin.write(`${typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...(message as object) })}\n`);
  }

  async answer(id: number | null): Promise<Message> {
    for (;;) {
      const at = this.messages.findIndex(message => message.id === id && message.method === undefined);
      const [found] = at < 0 ? [] : this.messages.splice(at, 1);
      if (found !== undefined) return found;
      await this.more();
    }
  }

  /** Resolves with the next message; rejects when the server ends before. */
  async more(): Promise<void> {
    await Promise.race([once(this.arrivals, 'message'), this.ended]);
  }

  /** Resolves once stderr holds a text. */
  async reported(text: string): Promise<void> {
    while (!this.stderr.includes(text)) await once(this.process.stderr, 'data');
  }

  async initialize(): Promise<Message> {
    this.write({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
    const answer = await this.answer(1);
    this.write({ method: 'notifications/initialized' });
    return answer;
  }

  async call(id: number, name: string, args: unknown = {}): Promise<Message> {
    this.write({ id, method: 'tools/call', params: { name, arguments: args } });
    return this.answer(id);
  }

  async end(): Promise<number> {
    this.process.stdin.end();
    const [code] = (await once(this.process, 'exit')) as [number];
    return code;
  }
}

/** What a firewall answers a request. */
export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Decides when a firewall answers what. */
export type Between = (path: string, answer: () => Promise<Answer>, body: string) => Promise<Answer>;

/** A fake firewall on this machine, and what a server needs to reach it as root. */
export interface ServedFirewall {
  readonly firewall: FakeFirewall;
  readonly server: Server;
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly close: () => void;
}

/** Serves a fake firewall over HTTP; from the first request on whose path holds a word, `between` decides when it answers. */
export async function serveFirewall(between: Between = (_path, answer) => answer(), from = ''): Promise<ServedFirewall> {
  const firewall = new FakeFirewall({ release: '26.7' });
  let begun = false;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const path = request.url ?? '';
    begun ||= path.includes(from);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const ask = (): Promise<Answer> => firewall.send({ method: request.method === 'POST' ? 'POST' : 'GET', path, headers, ...(body === '' ? {} : { body }) });
    const answer = await (begun ? between(path, ask, body) : ask());
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { key = '', secret = '' } = FAKE_KEYS.find(({ user }) => user === 'root') ?? {};
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { firewall, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key, secret, close };
}

/** An initialized session that may change a served firewall. */
export async function sessionWith(between: Between, from: string): Promise<ServedFirewall & { readonly session: Session }> {
  const served = await serveFirewall(between, from);
  const { url, key, secret } = served;
  const session = new Session([], { OPNSENSE_URL: url, OPNSENSE_ALLOW_HTTP: 'true', OPNSENSE_API_KEY: key, OPNSENSE_API_SECRET: secret, OPNSENSE_ALLOW_WRITES: 'true', OPNSENSE_LOG_LEVEL: 'debug' });
  await session.initialize();
  return { ...served, session };
}
