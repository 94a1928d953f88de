import { type Call, OpnError } from '../ports';
import { type Callee } from './callee';

const SECONDS = 120;

/** The work, unless the signal fires before it ends; whoever is left behind goes on unheard. */
export function unlessLeft<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason instanceof OpnError ? signal.reason : new OpnError('OPN_CANCELLED', 'The caller called the request off.'));
    if (signal.aborted) leave();
    const waiters = waitersOn(signal);
    waiters.add(leave);
    work.then(resolve, reject).finally(() => waiters.delete(leave));
  });
}

const WAITERS = new WeakMap<AbortSignal, Set<() => void>>();

/** Who is to hear of the signal; one listener serves them all, since Node warns of more than ten. */
function waitersOn(signal: AbortSignal): Set<() => void> {
  const known = WAITERS.get(signal);
  if (known !== undefined) return known;
  const waiters = new Set<() => void>();
  WAITERS.set(signal, waiters);
  signal.addEventListener('abort', () => waiters.forEach(leave => leave()), { once: true });
  return waiters;
}

/**
 * Runs a call of a plugin from outside with a signal that also fires when its time is up, and once it has ended: the Change that the tool was
 * given does nothing from then on. What comes with this server is trusted to end.
 */
export async function withinItsTime<T>({ name, takesUpTo: seconds = SECONDS, external }: Callee, call: Call, work: (call: Call) => Promise<T>): Promise<T> {
  if (!external) return work(call);
  const ended = new AbortController();
  const late = new OpnError('OPN_TIMEOUT', `${name} did not end within ${seconds} seconds.`, 'The plugin is at fault, or the firewall is slow; other tools are not concerned.');
  const timer = setTimeout(() => ended.abort(late), seconds * 1000);
  try {
    return await work({ ...call, signal: AbortSignal.any([call.signal, ended.signal]), progress: (...news) => (ended.signal.aborted ? undefined : call.progress(...news)) });
  } finally {
    clearTimeout(timer);
    ended.abort(new OpnError('OPN_INTERNAL', `${name} went on after its call had ended.`));
  }
}
