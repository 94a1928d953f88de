import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Environment } from '../environment';

const LONGEST_MS = 60_000;

/** How a program ended, and what it said; `code` is undefined when it did not run or did not end by itself. */
export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell, for at most a minute, with a text on its stdin. */
export function runProgram([program = '', ...args]: readonly string[], environment: Environment, input = ''): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(program, args, { env: { ...environment }, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true, timeout: LONGEST_MS });
    const heard = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (chunk: string) => (heard[stream] = `${heard[stream]}${chunk}`.slice(0, 65_536)));
    child.once('error', () => resolve({ code: undefined, ...heard }));
    child.once('close', code => resolve({ code: code ?? undefined, ...heard }));
    // One that does not read what it is told ends all the same.
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** True when a program of that name can be run by its name alone. */
export function isThere(program: string, { PATH = '' }: Environment): boolean {
  return PATH.split(delimiter).filter(folder => folder !== '').some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
