import { shape } from '../../core';
import { type FirewallApi, OpnError, type ReadEndpoint } from '../../ports';

/** What starting, stopping or removing a job answers. */
export interface JobAnswer {
  readonly status: string;
  readonly status_msg?: string;
}
/** What every such answer has. */
export const jobAnswer = shape.object({ status: shape.name, status_msg: shape.optional(shape.text) });

/** A job that was set up is always removed, so none of its requests may be lost on the way. */
export const DESPITE_CANCEL = { despiteCancel: true } as const;

/** A job of the firewall that runs until it is stopped. */
export interface Job {
  readonly id: string;
  /** Stops and forgets it. */
  readonly remove: ReadEndpoint<JobAnswer>;
  /** What people call it, and where it is removed by hand. */
  readonly what: string;
  readonly page: string;
}

/** Starts a job; throws OPN_REFUSED when the firewall does not. */
export async function startJob(firewall: FirewallApi, start: ReadEndpoint<JobAnswer>, { id, what }: Job): Promise<void> {
  const started = await firewall.read(start, { path: [id] }, DESPITE_CANCEL);
  if (started.status !== 'ok') throw new OpnError('OPN_REFUSED', `The firewall did not start the ${what}: ${started.status_msg ?? started.status}.`);
}

/** Does the work, and removes the job whatever comes of it; `note` says what to do when that failed. */
export async function withJob<T>(firewall: FirewallApi, job: Job, work: () => Promise<T>): Promise<{ readonly result: T; readonly note?: string }> {
  let result: T;
  try {
    result = await work();
  } catch (problem) {
    throw withHint(problem, await removed(firewall, job));
  }
  const note = await removed(firewall, job);
  return { result, ...(note === undefined ? {} : { note }) };
}

async function removed(firewall: FirewallApi, { id, remove, what, page }: Job): Promise<string | undefined> {
  for (const isLast of [false, true]) {
    try {
      await firewall.read(remove, { path: [id] }, DESPITE_CANCEL);
      return undefined;
    } catch (problem) {
      if (isLast) return `The ${what} job ${id} could not be removed (${problem instanceof OpnError ? problem.message : 'unknown reason'}) and may run for a day: remove it under ${page}.`;
    }
  }
  return undefined;
}

/** The same problem with something more to do. */
function withHint(problem: unknown, more: string | undefined): unknown {
  if (more === undefined || !(problem instanceof OpnError)) return problem;
  return new OpnError(problem.code, problem.message, problem.hint === undefined ? more : `${problem.hint} ${more}`, { cause: problem });
}
