import { type Log, type LogLevel, type Redactor } from '../../ports';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'notice', 'warning', 'error'];

/** Where redacted messages end up. */
export type LogSink = (level: LogLevel, message: string) => void;

/** Passes messages through the redactor to every sink that wants them. */
export class RedactedLog implements Log {
  private readonly sinks: { readonly sink: LogSink; readonly wants: (level: LogLevel) => boolean }[] = [];

  constructor(
    private readonly redactor: Pick<Redactor, 'text'>,
    private readonly threshold: LogLevel = 'info',
  ) {}

  /** Adds a place for messages to go: those of at least the threshold, or those it wants. */
  attach(sink: LogSink, wants = (level: LogLevel): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(this.threshold)): void {
    this.sinks.push({ sink, wants });
  }

  /** True when a message of that level goes anywhere. */
  wants(level: LogLevel): boolean {
    return this.sinks.some(({ wants }) => wants(level));
  }

  write(level: LogLevel, message: string): void {
    const sinks = this.sinks.filter(({ wants }) => wants(level));
    if (sinks.length === 0) return;
    const clean = this.redactor.text(message);
    for (const { sink } of sinks) sink(level, clean);
  }
}

/** Writes messages to a stream such as stderr, one line each. */
export function streamSink(stream: NodeJS.WritableStream): LogSink {
  return (level, message) => {
    stream.write(`opnsense-mcp ${level}: ${message.replaceAll('\n', '\n  ')}\n`);
  };
}
