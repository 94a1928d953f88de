import { once } from 'node:events';
import { type Readable, type Writable } from 'node:stream';
import { type Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { type Log } from '../../ports';
import { readLine } from './envelope';
import { LineReader, type Line } from './line-reader';
import { type ErrorReply } from './protocol-error';

/** Limits of a line transport, in bytes. */
export interface LineLimits {
  /** A longer line is answered with an error and skipped. */
  readonly line: number;
  /** With more than this waiting for the client to read, nothing more is read from it. */
  readonly unread: number;
}

/** Why a line transport stopped: the client sent all it had to say, or can no longer be reached. */
export type End = 'eof' | 'broken';

const LOSSY = new Set(['notifications/progress', 'notifications/message']);

/** JSON-RPC over two streams, one message a line. Everything malformed is answered; memory stays bounded. */
export class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <T extends JSONRPCMessage>(message: T) => void;

  /** Resolves when the input has ended or the output has failed. */
  readonly ended: Promise<End>;
  /** Resolves when the output has failed; never otherwise. */
  readonly broken: Promise<void>;

  private readonly over = new AbortController();
  private resolveEnded!: (end: End) => void;
  private resolveBroken!: () => void;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly log: Log,
    private readonly limits: LineLimits,
  ) {
    this.ended = new Promise(resolve => (this.resolveEnded = resolve));
    this.broken = new Promise(resolve => (this.resolveBroken = resolve));
  }

  async start(): Promise<void> {
    // These listeners stay for good: an EPIPE that comes after the end must not crash the process.
    this.output.on('error', error => this.breakOff(error.message));
    this.output.on('close', () => this.breakOff('closed'));
    this.input.on('error', () => undefined);
    void this.readAll().then(() => this.resolveEnded('eof'));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.write(message);
  }

  /** Resolves once the client's end has taken every byte, or can no longer. */
  async flush(): Promise<void> {
    if (this.over.signal.aborted || this.output.writableLength === 0) return;
    const written = new Promise<void>(resolve => this.output.write('', () => resolve()));
    await Promise.race([written, this.broken]);
  }

  async close(): Promise<void> {
    this.over.abort();
    this.input.destroy();
    this.onclose?.();
  }

  private async readAll(): Promise<void> {
    const reader = new LineReader(this.limits.line);
    try {
      for await (const chunk of this.input as AsyncIterable<Buffer | string>) {
        for (const line of reader.read(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)) {
          this.receive(line);
          await this.room();
          if (this.over.signal.aborted) return;
        }
      }
    } catch (error) {
      if (!this.over.signal.aborted) this.log.write('debug', `Reading from the client ended: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    const last = reader.rest();
    if (last !== undefined && !this.over.signal.aborted) this.receive(last);
  }

  private receive(line: Line): void {
    const incoming = readLine(line);
    if (incoming.kind === 'message') this.onmessage?.(incoming.message);
    else if (incoming.kind === 'refused') {
      this.log.write('debug', `Refused a line: ${incoming.reply.error.message}`);
      this.write(incoming.reply);
    } else this.log.write('debug', `Ignored a line: ${incoming.reason}`);
  }

  private write(message: JSONRPCMessage | ErrorReply): void {
    if (this.over.signal.aborted) return;
    const stalled = this.output.writableLength > this.limits.unread;
    if (stalled && 'method' in message && LOSSY.has(message.method)) return;
    this.output.write(`${JSON.stringify(message)}\n`);
  }

  private async room(): Promise<void> {
    if (this.output.writableLength <= this.limits.unread || !this.output.writableNeedDrain) return;
    await once(this.output, 'drain', { signal: this.over.signal }).catch(() => undefined);
  }

  private breakOff(reason: string): void {
    if (this.over.signal.aborted) return;
    this.over.abort();
    this.log.write('debug', `Writing to the client ended: ${reason}`);
    this.resolveBroken();
    this.resolveEnded('broken');
  }
}
