import { type Log, OpnError } from '../../ports';
import { type Wire, type WireRequest } from './wire';

/** A wire that tells the log of every request, at level debug: method, path, names of parameters, status, time and size. Never values, bodies or headers. */
export function loggedWire(wire: Wire, log: Log): Wire {
  return {
    send: async (request, options) => {
      const start = performance.now();
      const tell = (outcome: string): void => log.write('debug', `${lineOf(request)}: ${outcome} after ${Math.round(performance.now() - start)} ms`);
      try {
        const answer = await wire.send(request, options);
        tell(`${answer.status} with ${Buffer.byteLength(answer.body)} bytes`);
        return answer;
      } catch (error) {
        tell(error instanceof OpnError ? error.code : 'failed');
        throw error;
      }
    },
    close: () => wire.close(),
  };
}

const lineOf = ({ method, path }: WireRequest): string => `${method} ${path.replace(/=[^&]*/g, '')}`;
