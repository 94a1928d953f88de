import { type Call, type Clock, OpnError } from '../../ports';

/** How long one that cannot even be connected to is waited for, once all others have answered. */
export const PATIENCE_MS = 3_000;

/** One of several that are asked the same. */
export interface Asked<T> {
  readonly name: string;
  ask(call: Call): Promise<T>;
  /** Resolves once a connection is possible; absent where one always is. */
  connect?(signal: AbortSignal): Promise<void>;
}

/**
 * Asks all at once. The answer is there when the slowest has answered that can be connected to: the others get three seconds, and fail with
 * OPN_UNREACHABLE then. Rejects only with a defect, or when the call is called off.
 */
export async function fanOut<T>(all: readonly Asked<T>[], call: Call, clock: Clock): Promise<ReadonlyMap<string, T | OpnError>> {
  const open = new Map(all.map(({ name }) => [name, new AbortController()]));
  const reached = new Set<string>();
  const answers = new Map<string, T | OpnError>();
  let isPatient = true;
  const giveUp = (): void => {
    if (isPatient || [...open.keys()].some(name => reached.has(name))) return;
    for (const stop of open.values()) stop.abort(new OpnError('OPN_UNREACHABLE', `No connection within ${String(PATIENCE_MS / 1000)} s.`, 'Ask it alone, or let opn_doctor examine it.'));
  };
  const done = new AbortController();
  const patience = clock.sleep(PATIENCE_MS, AbortSignal.any([call.signal, done.signal])).then(() => {
    isPatient = false;
    giveUp();
  }, () => undefined);
  const asked = all.map(async ({ name, ask, connect }) => {
    const stop = open.get(name)?.signal ?? call.signal;
    if (connect === undefined) reached.add(name);
    else void connect(stop).then(() => reached.add(name), () => undefined);
    const answer = await ask({ ...call, signal: AbortSignal.any([call.signal, stop]), progress: () => undefined }).catch((problem: unknown) => failureOf(problem, call, stop));
    answers.set(name, answer);
    open.delete(name);
    call.progress(answers.size, all.length);
    giveUp();
  });
  try {
    await Promise.all(asked);
  } finally {
    done.abort();
    await patience;
  }
  return new Map(all.map(({ name }) => [name, answers.get(name) as T | OpnError]));
}

function failureOf(problem: unknown, { signal }: Call, stop: AbortSignal): OpnError {
  if (signal.aborted || !(problem instanceof OpnError)) throw problem;
  return stop.aborted && stop.reason instanceof OpnError ? stop.reason : problem;
}
