import { createInterface, type Interface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import { OpnError } from '../../ports';
import { type Asked, type Questions } from './questions';

/** A terminal, and when to leave it. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & { readonly columns?: number };
  readonly signal: AbortSignal;
}

/** Asks in a terminal; a key of interruption ends the questions. */
export class TerminalQuestions implements Questions {
  readonly interactive = true;
  private readonly lines: string[] = [];
  private readonly reader: Interface;
  /** Only what answers a question that shows its answer is shown: a paste may hold the next answer too. */
  private hidden = true;
  private left = false;
  private arrived: () => void = () => undefined;

  constructor(private readonly terminal: Terminal) {
    const { input, output, signal } = terminal;
    // Decided at once: what waited would be judged by the next question.
    const shown = new Writable({ write: (chunk: Buffer, _encoding, done) => {
      if (!this.hidden) output.write(chunk);
      done();
    } });
    this.reader = createInterface({ input, output: Object.assign(shown, { columns: output.columns ?? 80 }), terminal: true, historySize: 0 });
    const leave = (): void => {
      this.left = true;
      this.arrived();
    };
    this.reader.on('line', line => {
      this.hidden = true;
      // Pasted lines wait for their question.
      this.lines.push(line);
      this.arrived();
    });
    this.reader.once('SIGINT', leave).once('close', leave);
    signal.addEventListener('abort', leave, { once: true });
  }

  async line(question: string, { otherwise }: Asked): Promise<string> {
    const answer = (await this.ask(`${question}${otherwise === undefined || otherwise === '' ? '' : ` [${otherwise}]`}: `)).trim();
    return answer === '' ? (otherwise ?? '') : answer;
  }

  async secret(question: string): Promise<string> {
    this.terminal.output.write(`${question} (not shown): `);
    try {
      return (await this.next()).trim();
    } finally {
      this.terminal.output.write('\n');
    }
  }

  async confirm(question: string, otherwise: boolean): Promise<boolean> {
    for (;;) {
      const answer = (await this.ask(`${question} [${otherwise ? 'Y/n' : 'y/N'}] `)).trim();
      if (answer === '') return otherwise;
      if (/^(?:y|yes|n|no)$/i.test(answer)) return answer.toLowerCase().startsWith('y');
    }
  }

  say(text: string): void {
    this.terminal.output.write(text);
  }

  /** Gives the terminal back as it was. */
  close(): void {
    this.reader.close();
  }

  private ask(prompt: string): Promise<string> {
    if (this.lines.length === 0) {
      this.hidden = false;
      this.reader.setPrompt(prompt);
      this.reader.prompt();
    }
    return this.next();
  }

  private async next(): Promise<string> {
    while (this.lines.length === 0 && !this.left) await new Promise<void>(resolve => (this.arrived = resolve));
    const line = this.lines.shift();
    if (line === undefined || this.left) throw new OpnError('OPN_CANCELLED', 'Setup was called off; nothing was stored.');
    return line;
  }
}
