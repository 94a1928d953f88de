import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** The result of a call, as a client sees it. */
export interface CallResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
}

/** A built server that runs as a process, and a plain client of it. */
export interface RunningServer {
  readonly stderr: string;
  /** Lines on stdout that are no JSON-RPC. */
  readonly strayLines: readonly string[];
  call(name: string, args?: object): Promise<CallResult>;
  /** The text of the call's result or error. */
  text(name: string, args?: object): Promise<string>;
  /** The result of any request; its error for one that was refused. */
  ask<T>(method: string, params?: object): Promise<T>;
  tools(): Promise<readonly { readonly name: string }[]>;
  end(): Promise<void>;
}

/** Starts the built server, or another one, with exactly this environment. */
export function startServer(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string, main = join(__dirname, '../dist/main.js')): Promise<RunningServer> {
  return startCommand(process.execPath, [main, ...args], env, cwd);
}

/** Starts a server as a host does, by its command. */
export async function startCommand(command: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Promise<RunningServer> {
  const child: ChildProcessWithoutNullStreams = spawn(command, args, { cwd, env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env } });
  const waiting = new Map<number, (result: never) => void>();
  const strayLines: string[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', line => {
    try {
      const { id, result, error } = JSON.parse(line) as { readonly id?: number; readonly result?: unknown; readonly error?: unknown };
      if (id !== undefined) waiting.get(id)?.((result ?? error) as never);
    } catch {
      strayLines.push(line);
    }
  });
  let id = 0;
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the server ended: ${stderr}`)));
  ended.catch(() => undefined);
  const ask = <T>(method: string, params: object = {}): Promise<T> => {
    const mine = (id += 1);
    const answer = new Promise<T>(resolve => waiting.set(mine, resolve as (result: never) => void));
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: mine, method, params })}\n`);
    return Promise.race([answer, ended]);
  };
  await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } });
  child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  const call = (name: string, given: object = {}): Promise<CallResult> => ask('tools/call', { name, arguments: given });
  return {
    get stderr() {
      return stderr;
    },
    strayLines,
    ask,
    call,
    text: async (name, given) => (await call(name, given)).content[0]?.text ?? '',
    tools: async () => (await ask<{ readonly tools: readonly { readonly name: string }[] }>('tools/list')).tools,
    end: async () => {
      child.stdin.end();
      await ended.catch(() => undefined);
    },
  };
}
