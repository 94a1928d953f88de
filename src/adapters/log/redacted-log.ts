import { type Log, type LogLevel, type Redactor } from '../../ports';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'notice', 'warning', 'error'];

/** Where redacted messages end up. */
export type LogSink = (level: LogLevel, message: string) => void;

/** Passes messages of at least `threshold` through the redactor to every sink. */
export class RedactedLog implements Log {
  private readonly sinks: LogSink[] = [];

  constructor(
    private readonly redactor: Pick<Redactor, 'text'>,
    private readonly threshold: LogLevel = 'info',
  ) {}

  /** Adds a place for messages to go. */
  attach(sink: LogSink): void {
    this.sinks.push(sink);
  }

  write(level: LogLevel, message: string): void {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.threshold)) return;
    const clean = this.redactor.text(message);
    for (const sink of this.sinks) sink(level, clean);
  }
}

/** Writes messages to a stream such as stderr, one line each. */
export function streamSink(stream: NodeJS.WritableStream): LogSink {
  return (level, message) => {
    stream.write(`opnsense-mcp ${level}: ${message.replaceAll('\n', '\n  ')}\n`);
  };
}
