import { OpnError } from '../../ports';
import { type Wire, type WireAnswer, type WireOptions, type WireRequest } from './wire';

/** A request on its way, and how many wait for its answer. */
interface Flight {
  readonly answer: Promise<WireAnswer>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * A wire on which a read that is on its way already is not sent again: all who ask get its answer, and only the last of them calls it off.
 * Whatever may change something parts them: nobody is given an answer that was asked for before a change was sent, or before it had ended.
 */
export function sharedReads(wire: Wire): Wire {
  const flights = new Map<string, Flight>();
  const part = (): void => flights.clear();

  const take = (key: string, request: WireRequest, { signal, ...options }: WireOptions): Flight => {
    const known = flights.get(key);
    if (known !== undefined) return known;
    const stop = new AbortController();
    const forget = (): void => void (flights.get(key) === flight && flights.delete(key));
    const answer = wire.send(request, { ...options, signal: stop.signal, ...(signal === undefined ? {} : { owner: signal }) }).finally(forget);
    const flight: Flight = { answer, stop, waiting: 0 };
    flights.set(key, flight);
    stop.signal.addEventListener('abort', forget, { once: true });
    return flight;
  };

  return {
    send: (request, options = {}) => {
      if (options.repeatable !== true) {
        part();
        return wire.send(request, options).finally(part);
      }
      if (options.anew === true || options.signal?.aborted === true) return wire.send(request, options);
      return waitFor(take(keyOf(request, options), request, options), options.signal);
    },
    close: () => wire.close(),
  };
}

const keyOf = ({ method, path, headers, body }: WireRequest, { timeoutMs }: WireOptions): string => JSON.stringify([method, path, headers, body, timeoutMs]);

/** The last who waits hears from the wire itself how far the request had come. */
function waitFor(flight: Flight, signal: AbortSignal | undefined): Promise<WireAnswer> {
  flight.waiting += 1;
  if (signal === undefined) return flight.answer;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.stop.abort(signal.reason);
      else reject(new OpnError('OPN_CANCELLED', 'The request was called off.'));
    };
    signal.addEventListener('abort', leave, { once: true });
    void flight.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
