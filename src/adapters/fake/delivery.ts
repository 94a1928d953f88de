import { type OpnError } from '../../ports';
import { type WireAnswer, type WireOptions } from '../opnsense-api';
import { type Exchange, failure, timedOut } from '../opnsense-http/failures';

/** An answer, when it comes, and how much of it. */
export interface Delivery {
  /** Undefined when none comes at all. */
  readonly answer?: WireAnswer;
  readonly delayMs: number;
  /** How it comes: whole, never, with a reset instead, cut after so many bytes, or in pieces. */
  readonly manner:
    | { readonly kind: 'whole' | 'silence' | 'reset' }
    | { readonly kind: 'truncated'; readonly bytes: number }
    | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number };
  /** What the firewall does once the answer is out. */
  readonly afterwards?: () => void;
}

/** Why no connection comes about. */
export type Closed = 'drop' | 'reset';

type Limits = Pick<WireOptions, 'timeoutMs' | 'repeatable'>;

const TIMEOUT_MS = 30_000;

/** What a client says when it gets no connection. */
export function notConnected(closed: Closed, limits: Limits): OpnError {
  const exchange = exchangeOf('connecting', limits);
  return closed === 'drop' ? timedOut(exchange) : failure(coded('ECONNRESET'), exchange);
}

/** What a client gets of a delivery, and after how many milliseconds: the answer, or what it says instead. */
export function received({ answer, delayMs, manner }: Delivery, limits: Limits): { readonly afterMs: number; readonly result: WireAnswer | OpnError } {
  const timeoutMs = limits.timeoutMs ?? TIMEOUT_MS;
  if (delayMs >= timeoutMs || manner.kind === 'silence') return { afterMs: 0, result: timedOut(exchangeOf('waiting', limits)) };
  if (manner.kind === 'reset' || answer === undefined) return { afterMs: delayMs, result: failure(coded('ECONNRESET'), exchangeOf('waiting', limits)) };
  if (manner.kind === 'truncated') return { afterMs: delayMs, result: failure(coded('ECONNRESET'), exchangeOf('answering', limits)) };
  const afterMs = delayMs + (manner.kind === 'drip' ? Math.ceil(Buffer.byteLength(answer.body) / manner.bytes) * manner.everyMs : 0);
  // A client that gives up does so without the clock being turned for it.
  return afterMs >= timeoutMs ? { afterMs: 0, result: timedOut(exchangeOf('answering', limits)) } : { afterMs, result: answer };
}

function exchangeOf(phase: Exchange['phase'], { timeoutMs = TIMEOUT_MS, repeatable = false }: Limits): Exchange {
  return { peer: 'the in-memory firewall', secure: true, phase, timeoutMs, repeatable, largestAnswer: Number.POSITIVE_INFINITY };
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
