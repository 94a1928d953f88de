import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
const KEPT = 512;
const FIRST_CAPACITY = 16 * 1024;

/** One line of input without its newline; of a line over the limit only its first and last 512 bytes. */
export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-utf8' }
  | { readonly kind: 'oversized'; readonly bytes: number; readonly head: string; readonly tail: string };

/** Cuts a byte stream into lines, holding at most `limit` bytes whatever comes. */
export class LineReader {
  private held = Buffer.allocUnsafe(FIRST_CAPACITY);
  private bytes = 0;
  private over: { head: Buffer; tail: Buffer } | undefined;

  constructor(private readonly limit: number) {}

  /** The lines that this chunk completes. */
  *read(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.append(chunk.subarray(start, end));
      start = end + 1;
      yield this.take();
    }
    this.append(chunk.subarray(start));
  }

  /** What came after the last newline; undefined when nothing did. */
  rest(): Line | undefined {
    return this.bytes === 0 ? undefined : this.take();
  }

  private append(part: Buffer): void {
    const before = this.held.subarray(0, Math.min(this.bytes, this.limit));
    this.bytes += part.length;
    if (this.over !== undefined || this.bytes > this.limit) {
      const { head, tail } = this.over ?? { head: Buffer.concat([before.subarray(0, KEPT), part.subarray(0, KEPT)]).subarray(0, KEPT), tail: before };
      this.over = { head, tail: Buffer.concat([tail.subarray(-KEPT), part.subarray(-KEPT)]).subarray(-KEPT) };
      return;
    }
    if (this.bytes > this.held.length) {
      const grown = Buffer.allocUnsafe(Math.min(this.limit, Math.max(this.bytes, this.held.length * 2)));
      before.copy(grown);
      this.held = grown;
    }
    part.copy(this.held, before.length);
  }

  private take(): Line {
    const line = this.line();
    this.bytes = 0;
    this.over = undefined;
    if (this.held.length > FIRST_CAPACITY) this.held = Buffer.allocUnsafe(FIRST_CAPACITY);
    return line;
  }

  private line(): Line {
    if (this.over !== undefined) {
      return { kind: 'oversized', bytes: this.bytes, head: this.over.head.toString('latin1'), tail: this.over.tail.toString('latin1') };
    }
    const whole = this.held.subarray(0, this.bytes);
    return isUtf8(whole) ? { kind: 'text', text: whole.toString('utf8') } : { kind: 'not-utf8' };
  }
}
