import { type Agent, type ClientRequest, type IncomingMessage, type request, type RequestOptions } from 'node:http';
import type { AxiosInstance, AxiosRequestConfig, AxiosResponse } from 'axios' with { 'resolution-mode': 'import' };
import { Turns } from '../../core';
import { OpnError } from '../../ports';
import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from '../opnsense-api';
import { calledOff, type Exchange, failure, isReset, type Phase, timedOut } from './failures';
import { agentFor, type TlsTrust } from './tls-trust';

/** What a wire is made of. */
export interface HttpsWireOptions {
  /** Scheme, host and port: `https://fw.example.net:8443`; plain `http:` only for a firewall on this machine. */
  readonly origin: string;
  readonly trust: TlsTrust;
  /** Connections at most; more requests wait for one. */
  readonly connections?: number;
  /** Milliseconds after which an unused connection is given up. */
  readonly idleMs?: number;
  /** Bytes of an answer at most, after decompression. */
  readonly largestAnswer?: number;
}

const CONNECTIONS = 6;
/** Connections that slow requests leave to the others. */
const KEPT_FREE = 2;
const LARGEST_ANSWER = 64 * 1048576;
const LARGEST_REQUEST = 16 * 1048576;
const DEFAULT_TIMEOUT_MS = 30_000;
// The firewall's web server drops a connection after 30 idle seconds; ours goes first, so none dies in our hands.
const IDLE_MS = 20_000;

// What the API client builds, and nothing that an HTTP client would rewrite on its way: no dot segments, no encodings in the path.
const PATH = /^\/api\/(?!.*\/\.{1,2}(?:[/?]|$))[A-Za-z0-9._~!$&'()*+,;=:@/-]+(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?$/;

/** Carries requests to a firewall over HTTPS, on kept connections. Never follows redirects, never uses a proxy. */
export class HttpsWire implements Wire {
  private readonly origin: URL;
  private readonly pending = new Set<Attempt>();
  private loading: Promise<Connector> | undefined;
  private closed = false;
  /** The agent counts a connection only once its handshake is done, so requests are counted here. */
  private readonly turns: Turns;
  /** Slow requests wait here first. */
  private readonly slowTurns: Turns;

  constructor(private readonly options: HttpsWireOptions) {
    this.origin = new URL(options.origin);
    const connections = options.connections ?? CONNECTIONS;
    this.turns = new Turns(connections);
    this.slowTurns = new Turns(Math.max(1, connections - KEPT_FREE));
  }

  async send(request: WireRequest, options: WireOptions = {}): Promise<WireAnswer> {
    if (!PATH.test(request.path)) throw new OpnError('OPN_INTERNAL', 'A request path would be sent as another one; it was not sent.');
    const deadline = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const first = this.attempt(options);
    try {
      return await this.run(first, request, options, deadline);
    } catch (error) {
      if (!first.diedUnused(error)) throw first.explain(error);
    }
    dropIdle((await this.connector()).agent);
    const second = this.attempt(options);
    try {
      return await this.run(second, request, options, deadline);
    } catch (error) {
      throw second.explain(error);
    }
  }

  close(): Promise<void> {
    this.closed = true;
    for (const attempt of this.pending) attempt.stop('called off');
    return this.loading === undefined ? Promise.resolve() : this.loading.then((connector) => connector.agent.destroy());
  }

  /** The axios instance and its agent, loaded on first use so that starting the server does not wait for them. */
  connector(): Promise<Connector> {
    this.loading ??= connectorFor(this.options, this.origin);
    return this.loading;
  }

  private attempt(options: WireOptions): Attempt {
    const { hostname, port, protocol } = this.origin;
    return new Attempt({
      peer: `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`,
      secure: protocol === 'https:',
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      repeatable: options.repeatable === true,
      largestAnswer: this.options.largestAnswer ?? LARGEST_ANSWER,
    });
  }

  private async run(attempt: Attempt, request: WireRequest, { signal, slow, bytes = false, owner = signal }: WireOptions, deadline: number): Promise<WireAnswer> {
    const cancel = (): void => attempt.stop('called off');
    if (this.closed || signal?.aborted === true) cancel();
    const timer = setTimeout(() => attempt.stop('timed out'), Math.max(1, deadline - performance.now()));
    signal?.addEventListener('abort', cancel, { once: true });
    this.pending.add(attempt);
    const taken: (() => void)[] = [];
    try {
      if (slow === true) taken.push(await this.slowTurns.take(attempt.stopping, owner));
      taken.push(await this.turns.take(attempt.stopping, owner));
      const answer = await attempt.exchange(await this.connector(), request, bytes);
      return { status: answer.status, headers: plainHeaders(answer.headers), body: answer.data ?? '' };
    } finally {
      for (const giveBack of taken) giveBack();
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.pending.delete(attempt);
    }
  }
}

/** What carries the requests once it is loaded. */
interface Connector {
  readonly axios: AxiosInstance;
  readonly agent: Agent;
  /** Node's own `request` of the scheme. */
  readonly start: typeof request;
  /** True when the agent hands connections over only once they are set up. */
  readonly readyMade: boolean;
  /** Connections that have carried a request: one that waited in the agent's queue is not told that it got one of them. */
  readonly used: WeakSet<object>;
}

async function connectorFor(options: HttpsWireOptions, origin: URL): Promise<Connector> {
  const secure = origin.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: options.connections ?? CONNECTIONS, timeout: options.idleMs ?? IDLE_MS, scheduling: 'lifo' as const };
  const { Agent: PlainAgent, request: plainRequest } = await import('node:http');
  const agent = secure ? await agentFor(options.trust, agentOptions) : new PlainAgent(agentOptions);
  const { default: axios } = await import('axios');
  const instance = axios.create({
    baseURL: origin.origin,
    ...(secure ? { httpsAgent: agent } : { httpAgent: agent }),
    proxy: false,
    maxRedirects: 0,
    allowAbsoluteUrls: false,
    maxContentLength: options.largestAnswer ?? LARGEST_ANSWER,
    maxBodyLength: LARGEST_REQUEST,
    responseType: 'text',
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
    headers: { common: { 'User-Agent': 'opnsense-mcp' } },
  });
  return {
    axios: instance,
    agent,
    start: secure ? (await import('node:https')).request : plainRequest,
    readyMade: secure && options.trust.kind === 'pin',
    used: new WeakSet(),
  };
}

function dropIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

type StopReason = 'called off' | 'timed out';

/** One try at an exchange: how far it came, and why it was stopped. */
class Attempt {
  private phase: Phase = 'queued';
  private reused = false;
  private stopped: StopReason | undefined;
  private outgoing: ClientRequest | undefined;
  private giveUp: ((reason: Error) => void) | undefined;
  private refuse: ((reason: Error) => void) | undefined;
  /** Rejects when the attempt is stopped. */
  readonly stopping = new Promise<never>((_resolve, reject) => {
    this.refuse = reject;
  });

  constructor(private readonly limits: Omit<Exchange, 'phase'>) {
    this.stopping.catch(() => undefined);
  }

  // Stopping the request itself is far cheaper than a signal per request, and also reaches one that waits for a connection.
  exchange(connector: Connector, request: WireRequest, bytes: boolean): Promise<AxiosResponse<string>> {
    return new Promise((resolve, reject) => {
      this.giveUp = reject;
      if (this.stopped !== undefined) return reject(new Error(this.stopped));
      this.phase = 'connecting';
      connector.axios.request<string>(this.config(connector, request, bytes)).then(resolve, reject);
    });
  }

  stop(why: StopReason): void {
    this.stopped ??= why;
    this.giveUp?.(new Error(why));
    this.refuse?.(new Error(why));
    this.outgoing?.destroy();
  }

  /** True when it failed only because its kept connection was already dead, and may be sent again. */
  diedUnused(error: unknown): boolean {
    return this.stopped === undefined && this.reused && this.phase === 'waiting' && this.limits.repeatable && isReset(error);
  }

  explain(error: unknown): OpnError {
    const exchange: Exchange = { ...this.limits, phase: this.phase };
    if (this.stopped === 'called off') return calledOff(exchange);
    return this.stopped === 'timed out' ? timedOut(exchange) : failure(error, exchange);
  }

  private config(connector: Connector, request: WireRequest, bytes: boolean): AxiosRequestConfig<string> {
    return {
      method: request.method,
      url: request.path,
      // axios would declare a form on every POST without a body.
      headers: { 'content-type': false, ...request.headers },
      transport: { request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => this.watch(connector, options, answered) },
      ...(request.body === undefined ? {} : { data: request.body }),
      ...(bytes ? { responseEncoding: 'latin1' as const } : {}),
    };
  }

  // axios tells neither whether a connection was made nor whether it was a kept one.
  private watch(connector: Connector, options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest {
    const outgoing = connector.start(options, (answer) => {
      this.phase = 'answering';
      answered(answer);
    });
    const connected = (): void => {
      this.phase = 'waiting';
    };
    outgoing.once('socket', (socket) => {
      this.reused = outgoing.reusedSocket || connector.used.has(socket);
      connector.used.add(socket);
      if (this.reused || connector.readyMade) connected();
      else socket.once(options.protocol === 'http:' ? 'connect' : 'secureConnect', connected);
    });
    this.outgoing = outgoing;
    if (this.stopped !== undefined) outgoing.destroy();
    return outgoing;
  }
}

function plainHeaders(headers: object): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && value !== null) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return plain;
}
