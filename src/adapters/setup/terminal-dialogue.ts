import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { OpnError } from '../../ports';
import { type Dialogue } from './dialogue';

/** Asks on a terminal; secrets are not echoed. */
export class TerminalDialogue implements Dialogue {
  private isHidden = false;
  private readonly lines: Interface;

  constructor(input: NodeJS.ReadableStream, private readonly output: NodeJS.WritableStream) {
    const echo = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!this.isHidden) this.output.write(chunk);
        done();
      },
    });
    this.lines = createInterface({ input, output: echo, terminal: true });
  }

  say(text: string): void {
    this.output.write(`${text}\n`);
  }

  async ask(question: string, suggestion?: string): Promise<string> {
    const answer = (await this.line(`${question}${suggestion === undefined || suggestion === '' ? '' : ` [${suggestion}]`}: `)).trim();
    return answer === '' ? (suggestion ?? '') : answer;
  }

  async askSecret(question: string): Promise<string> {
    this.output.write(`${question} (not shown): `);
    this.isHidden = true;
    try {
      return (await this.line('')).trim();
    } finally {
      this.isHidden = false;
      this.output.write('\n');
    }
  }

  close(): void {
    this.lines.close();
  }

  /** Ctrl-C and the end of the input end the whole conversation. */
  private line(question: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new OpnError('OPN_CANCELLED', 'Setup was called off; nothing was stored.'));
      this.lines.once('close', gone).once('SIGINT', () => this.lines.close());
      this.lines.question(question).then(answer => {
        this.lines.off('close', gone).removeAllListeners('SIGINT');
        resolve(answer);
      }, gone);
    });
  }
}
