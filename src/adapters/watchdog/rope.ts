import { Agent as PlainAgent, request as sendPlain } from 'node:http';
import { type Agent, request as send } from 'node:https';
import { OpnError } from '../../ports';
import { failure, timedOut } from '../opnsense-http/failures';
import { agentFor, type TlsTrust } from '../opnsense-http/tls-trust';
import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from '../opnsense-api/wire';

const TIMEOUT_MS = 8_000;
const LARGEST_ANSWER = 64 * 1_048_576;

/**
 * One connection to the firewall that is kept open: pf lets an established connection live when its new rules would let no new one in.
 * The web server ends it after 15 requests or 30 idle seconds, so it is renewed in time.
 */
export class Rope implements Wire {
  /** Requests that the present connection has carried. */
  used = 0;
  private readonly origin: URL;

  private constructor(
    origin: string,
    private readonly trust: TlsTrust,
    private agent: Agent | PlainAgent,
  ) {
    this.origin = new URL(origin);
  }

  /** Makes no connection yet. */
  static async to(origin: string, trust: TlsTrust): Promise<Rope> {
    return new Rope(origin, trust, await newAgent(origin, trust));
  }

  async send(request: WireRequest, options: WireOptions = {}): Promise<WireAnswer> {
    this.used += 1;
    return this.exchange(this.agent, request, options.timeoutMs ?? TIMEOUT_MS);
  }

  /** Tries a new connection with one request; when it carries an answer, whatever that is, it takes the place of the old one. */
  async renew(request: WireRequest, timeoutMs: number): Promise<boolean> {
    const agent = await newAgent(this.origin.origin, this.trust);
    try {
      await this.exchange(agent, request, timeoutMs);
    } catch {
      agent.destroy();
      return false;
    }
    this.agent.destroy();
    this.agent = agent;
    this.used = 1;
    return true;
  }

  close(): Promise<void> {
    this.agent.destroy();
    return Promise.resolve();
  }

  private exchange(agent: Agent | PlainAgent, { method, path, headers, body }: WireRequest, timeoutMs: number): Promise<WireAnswer> {
    const { hostname, port, protocol } = this.origin;
    const exchange = { peer: `${hostname}:${port || '443'}`, phase: 'waiting' as const, timeoutMs, repeatable: method === 'GET', largestAnswer: LARGEST_ANSWER };
    const start = protocol === 'https:' ? send : sendPlain;
    return new Promise((resolve, reject) => {
      const outgoing = start({ host: hostname.replace(/^\[|\]$/g, ''), port: port || (protocol === 'https:' ? 443 : 80), method, path, headers: { ...headers }, agent, timeout: timeoutMs }, answer => {
        const pieces: Buffer[] = [];
        let size = 0;
        answer.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > LARGEST_ANSWER) outgoing.destroy(new Error('maxContentLength'));
          pieces.push(piece);
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])), body: Buffer.concat(pieces).toString('utf8') }));
        answer.on('error', (error: Error) => reject(failure(error, exchange)));
      });
      const timer = setTimeout(() => outgoing.destroy(timedOut(exchange)), timeoutMs);
      outgoing.on('close', () => clearTimeout(timer));
      outgoing.on('error', (error: Error) => reject(error instanceof OpnError ? error : failure(error, exchange)));
      outgoing.end(body);
    });
  }
}

async function newAgent(origin: string, trust: TlsTrust): Promise<Agent | PlainAgent> {
  const options = { keepAlive: true, maxSockets: 1 };
  return origin.startsWith('https:') ? agentFor(trust, options) : new PlainAgent(options);
}
