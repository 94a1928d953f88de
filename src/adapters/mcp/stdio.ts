import { setTimeout } from 'node:timers/promises';
import { type Readable, type Writable } from 'node:stream';
import { type Log } from '../../ports';
import { LineTransport } from './line-transport';
import { type McpServer } from './mcp-server';

/** The streams and limits of a stdio session; times are milliseconds, sizes bytes. */
export interface StdioOptions {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly log: Log;
  /** Ends the session: calls in flight are called off, and answered once they are. */
  readonly stop: AbortSignal;
  /** A longer line is answered with an error and skipped; 4 MiB when absent. */
  readonly maxLine?: number;
  /** With more than this unread by the client, no further request is read; 1 MiB when absent. */
  readonly maxUnread?: number;
  /** How long calls may go on after the client closed stdin; 30 s when absent. */
  readonly finishMs?: number;
  /** How long calls that were called off may take: a change waits for the answer to its last request and takes itself back. 60 s when absent. */
  readonly graceMs?: number;
  /** How long the client may take to read the last answers; 5 s when absent. */
  readonly flushMs?: number;
}

/**
 * Serves one client over stdio until stdin ends, stdout breaks or `stop` fires. Resolves to the exit code once every call has
 * ended and every answer is written: 0, or 1 when a call did not end in time or an answer was not read. The caller may exit then.
 */
export async function serveStdio(server: McpServer, options: StdioOptions): Promise<number> {
  const { stdin, stdout, log, stop, finishMs = 30_000, graceMs = 60_000, flushMs = 5_000 } = options;
  const transport = new LineTransport(stdin, stdout, log, { line: options.maxLine ?? 4 * 1024 * 1024, unread: options.maxUnread ?? 1024 * 1024 });
  const hurry = Promise.race([aborted(stop), transport.broken]);
  await server.connect(transport);
  await Promise.race([transport.ended, hurry]);
  const finished = await inTime(server.settled(), finishMs, hurry);
  if (!finished) {
    log.write('debug', 'Stopping: the calls in flight are called off.');
    server.cancelCalls('The server is stopping.');
  }
  const settled = finished || (await inTime(server.settled(), graceMs));
  if (!settled) log.write('warning', 'Stopped although calls were still running.');
  const flushed = await inTime(transport.flush(), flushMs);
  if (!flushed) log.write('warning', 'Stopped although the client had not read the last answers.');
  await server.close();
  return settled && flushed ? 0 : 1;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** True when the work was done before the time was over, or before `cut` resolved. */
async function inTime(work: Promise<unknown>, ms: number, cut?: Promise<void>): Promise<boolean> {
  const timer = new AbortController();
  const late = setTimeout(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late, ...(cut === undefined ? [] : [cut.then(() => false)])]);
  } finally {
    timer.abort();
  }
}
