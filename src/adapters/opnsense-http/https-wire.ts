import { type Agent, type ClientRequest, type IncomingMessage, type request, type RequestOptions } from 'node:http';
import type { AxiosInstance, AxiosRequestConfig } from 'axios' with { 'resolution-mode': 'import' };
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
const LARGEST_ANSWER = 64 * 1048576;
const LARGEST_REQUEST = 16 * 1048576;
const DEFAULT_TIMEOUT_MS = 30_000;
// The firewall's web server drops a connection after 30 idle seconds; ours goes first, so none dies in our hands.
const IDLE_MS = 20_000;

/** Carries requests to a firewall over HTTPS, on kept connections. Never follows redirects, never uses a proxy. */
export class HttpsWire implements Wire {
  readonly peer: string;
  private readonly origin: URL;
  private readonly pending = new Set<AbortController>();
  private loading: Promise<Connector> | undefined;
  private closed = false;

  constructor(private readonly options: HttpsWireOptions) {
    this.origin = new URL(options.origin);
    this.peer = `${this.origin.hostname}:${this.origin.port || (this.origin.protocol === 'https:' ? '443' : '80')}`;
  }

  async send(request: WireRequest, options: WireOptions = {}): Promise<WireAnswer> {
    const { host, pathname, search } = new URL(request.path, this.origin);
    if (host !== this.origin.host || `${pathname}${search}` !== request.path) {
      throw new OpnError('OPN_INTERNAL', 'A request path would be sent as another one; it was not sent.');
    }
    const deadline = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const first = new Attempt(this.options, this.peer, options);
    try {
      return await this.attempt(first, request, options.signal, deadline);
    } catch (error) {
      if (!first.diedUnused(error)) throw first.explain(error);
    }
    dropIdle((await this.connector()).agent);
    const second = new Attempt(this.options, this.peer, options);
    try {
      return await this.attempt(second, request, options.signal, deadline);
    } catch (error) {
      throw second.explain(error);
    }
  }

  close(): Promise<void> {
    this.closed = true;
    for (const controller of this.pending) controller.abort();
    return this.loading === undefined ? Promise.resolve() : this.loading.then((connector) => connector.agent.destroy());
  }

  /** The axios instance and its agent, loaded on first use so that starting the server does not wait for them. */
  connector(): Promise<Connector> {
    this.loading ??= connectorFor(this.options, this.origin);
    return this.loading;
  }

  private async attempt(attempt: Attempt, request: WireRequest, signal: AbortSignal | undefined, deadline: number): Promise<WireAnswer> {
    if (this.closed || signal?.aborted === true) {
      attempt.stopped = 'called off';
      throw new Error('not started');
    }
    const controller = new AbortController();
    const stop = (why: 'called off' | 'timed out') => (): void => {
      attempt.stopped ??= why;
      controller.abort();
    };
    const cancel = stop('called off');
    const timer = setTimeout(stop('timed out'), Math.max(1, deadline - performance.now()));
    signal?.addEventListener('abort', cancel, { once: true });
    this.pending.add(controller);
    try {
      const connector = await this.connector();
      const answer = await connector.axios.request<string>(attempt.config(request, controller.signal, connector.request));
      return { status: answer.status, headers: plainHeaders(answer.headers), body: answer.data ?? '' };
    } catch (error) {
      if (this.closed) attempt.stopped ??= 'called off';
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      this.pending.delete(controller);
    }
  }
}

/** What carries the requests once it is loaded. */
interface Connector {
  readonly axios: AxiosInstance;
  readonly agent: Agent;
  /** Node's own `request` of the scheme. */
  readonly request: typeof request;
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
  return { axios: instance, agent, request: secure ? (await import('node:https')).request : plainRequest };
}

function dropIdle(agent: Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

/** One try at an exchange: how far it came, and why it was stopped. */
class Attempt {
  stopped: 'called off' | 'timed out' | undefined;
  private phase: Phase = 'connecting';
  private reused = false;

  constructor(
    private readonly wire: HttpsWireOptions,
    private readonly peer: string,
    private readonly options: WireOptions,
  ) {}

  config(request: WireRequest, signal: AbortSignal, start: Connector['request']): AxiosRequestConfig<string> {
    return {
      method: request.method,
      url: request.path,
      // axios would declare a form on every POST without a body.
      headers: { 'content-type': false, ...request.headers },
      signal,
      transport: { request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => this.watch(start, options, answered) },
      ...(request.body === undefined ? {} : { data: request.body }),
    };
  }

  /** True when it failed only because its kept connection was already dead, and may be sent again. */
  diedUnused(error: unknown): boolean {
    return this.stopped === undefined && this.reused && this.phase === 'waiting' && this.options.repeatable === true && isReset(error);
  }

  explain(error: unknown): OpnError {
    const exchange: Exchange = {
      peer: this.peer,
      phase: this.phase,
      timeoutMs: this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      repeatable: this.options.repeatable === true,
      largestAnswer: this.wire.largestAnswer ?? LARGEST_ANSWER,
    };
    if (this.stopped === 'called off') return calledOff(exchange);
    return this.stopped === 'timed out' ? timedOut(exchange) : failure(error, exchange);
  }

  // axios tells neither whether a connection was made nor whether it was a kept one.
  private watch(start: Connector['request'], options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest {
    const outgoing = start(options, (answer) => {
      this.phase = 'answering';
      answered(answer);
    });
    const connected = (): void => {
      this.phase = 'waiting';
    };
    outgoing.once('socket', (socket) => {
      this.reused = outgoing.reusedSocket;
      // A pinned connection is handed over when its handshake is done.
      if (this.reused || this.wire.trust.kind === 'pin') connected();
      else socket.once(options.protocol === 'http:' ? 'connect' : 'secureConnect', connected);
    });
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
