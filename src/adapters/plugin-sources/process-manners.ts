import { sep } from 'node:path';
import { type Log } from '../../ports';

/** Sends what plugins print with `console` to stderr: stdout belongs to the protocol. */
export function keepStdoutClean(target: Console = console): void {
  target.log = target.info = target.debug = (...data: unknown[]) => target.error(...data);
}

/**
 * Lets the server live on when a plugin fails outside of any call, in a timer or a promise that nobody waits for. An exception that no foreign
 * code had a part in still ends the process. To be called before plugins are loaded; what comes before there is a log waits for it.
 */
export function survivePlugins(ownFolder: string): { readonly tell: (log: Log) => void } {
  const early: string[] = [];
  let log: Log | undefined;
  const note = (message: string): void => (log === undefined ? void early.push(message) : log.write('error', message));
  process.on('unhandledRejection', problem => note(`A plugin left a rejected promise behind: ${describe(problem)}`));
  process.on('uncaughtException', problem => {
    if (!isForeign(problem, ownFolder)) throw problem;
    note(`A plugin failed outside of any call: ${describe(problem)}`);
  });
  return {
    tell: to => {
      log = to;
      for (const message of early.splice(0)) note(message);
    },
  };
}

/** True when a file that is neither ours nor Node's stands in the trace. */
export function isForeign(problem: unknown, ownFolder: string): boolean {
  if (!(problem instanceof Error) || typeof problem.stack !== 'string') return true;
  const files = [...problem.stack.matchAll(/\(?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^():]*):\d+:\d+\)?$/gm)].map(match => match[1] ?? '');
  return files.some(file => !file.startsWith(ownFolder + sep));
}

function describe(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : typeof problem === 'string' ? problem : 'something that is no error';
}
